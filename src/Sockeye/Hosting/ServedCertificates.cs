using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Hosting;

/// <summary>
/// What one inbound serves: its own certificates, from files and from the store, in their order; the local authority's where
/// there is none yet, and beside them where nothing else was configured.
/// </summary>
internal sealed class ServedCertificates
{
    // The parts change on timers of their own, and others look meanwhile: each change is a new list.
    private readonly Lock _gate = new();
    private IReadOnlyList<IReadOnlyList<TlsCertificate>> _own = [];
    private readonly bool _keepsLocal;
    private TlsCertificate? _local;

    /// <summary>Nothing but the local authority's certificate, where there is one.</summary>
    /// <param name="authority">The local authority; null where an inbound never needs it.</param>
    /// <param name="keepsLocal">Whether those who ask for this machine's names still get the local certificate beside others.</param>
    public ServedCertificates(LocalAuthority? authority, bool keepsLocal)
    {
        (_local, _keepsLocal) = (authority?.Certificate, keepsLocal);
        if (authority is not null)
        {
            authority.Changed += certificate => Replace(() => _local = certificate, _local, before => _local = before);
        }
    }

    /// <summary>Runs with all of them after one was replaced; who can't take them throws. Never runs twice at once.</summary>
    public event Action<IReadOnlyList<TlsCertificate>>? Changed;

    /// <summary>The certificates in service; the first is the default.</summary>
    public IReadOnlyList<TlsCertificate> Current
    {
        get
        {
            lock (_gate)
            {
                var own = _own.SelectMany(c => c).ToList();
                return (own, _local) switch
                {
                    ({ Count: 0 }, { } local) => [local],
                    (_, { } local) when _keepsLocal => [.. own, local with { StandsBack = true }],
                    _ => own,
                };
            }
        }
    }

    /// <summary>Adds certificate files, and follows them.</summary>
    public void Add(CertificateWatcher files)
    {
        var slot = AddSlot(files.Current);
        files.Changed += certificates => ReplaceSlot(slot, certificates);
    }

    /// <summary>Adds a certificate of the store, which may not be there yet, and follows it.</summary>
    public void Add(StoredCertificateWatcher stored)
    {
        var slot = AddSlot(List(stored.Current));
        stored.Changed += certificate => ReplaceSlot(slot, List(certificate));
    }

    private static IReadOnlyList<TlsCertificate> List(TlsCertificate? certificate) => certificate is null ? [] : [certificate];

    private int AddSlot(IReadOnlyList<TlsCertificate> certificates)
    {
        _own = [.. _own, certificates];
        return _own.Count - 1;
    }

    private void ReplaceSlot(int slot, IReadOnlyList<TlsCertificate> certificates) =>
        Replace(() => Put(slot, certificates), _own[slot], before => Put(slot, before));

    private void Put(int slot, IReadOnlyList<TlsCertificate> certificates) => _own = [.. _own.Select((own, i) => i == slot ? certificates : own)];

    private void Replace<T>(Action change, T before, Action<T> undo)
    {
        lock (_gate)
        {
            change();
            try
            {
                Changed?.Invoke(Current);
            }
            catch (TlsConfigurationException)
            {
                undo(before);
                throw;
            }
        }
    }
}
