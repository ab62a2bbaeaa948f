using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Hosting;

/// <summary>
/// What an inbound without certificates of its own serves: the imported default first where there is one, and the local
/// authority's, which those who ask for this machine's names still get.
/// </summary>
internal sealed class DefaultCertificates
{
    // The two change on timers of their own.
    private readonly Lock _gate = new();
    private readonly LocalAuthority _authority;
    private readonly StoredCertificateWatcher _imported;

    public DefaultCertificates(LocalAuthority authority, StoredCertificateWatcher imported)
    {
        (_authority, _imported) = (authority, imported);
        Current = List(imported.Current, authority.Certificate);
        authority.Changed += certificate => Replace(c => List(c.Count > 1 ? c[0] : null, certificate));
        imported.Changed += certificate => Replace(c => List(certificate, c[^1]));
    }

    /// <summary>Runs with both, in their order, after one was replaced. Never runs twice at once.</summary>
    public event Action<IReadOnlyList<TlsCertificate>>? Changed;

    /// <summary>The certificates in service; the first is the default.</summary>
    public IReadOnlyList<TlsCertificate> Current { get; private set; }

    /// <summary>Begins to follow both.</summary>
    public void Start()
    {
        _authority.Start();
        _imported.Start();
    }

    private void Replace(Func<IReadOnlyList<TlsCertificate>, IReadOnlyList<TlsCertificate>> change)
    {
        lock (_gate)
        {
            var certificates = change(Current);
            Changed?.Invoke(certificates);
            Current = certificates;
        }
    }

    // The local one is trusted by few: it must not be offered for a name that the imported one has, as a second kind of key would be.
    private static IReadOnlyList<TlsCertificate> List(TlsCertificate? imported, TlsCertificate local) =>
        imported is null ? [local] : [imported, local with { StandsBack = true }];
}
