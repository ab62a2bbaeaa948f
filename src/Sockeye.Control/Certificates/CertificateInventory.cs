using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates;

/// <summary>Lists every certificate that a configuration is served with, as it stands on the disk. Changes nothing, asks nobody.</summary>
public static class CertificateInventory
{
    /// <summary>The tag under which the local authority's certificate is listed.</summary>
    public const string LocalTag = "local";

    /// <summary>The list: those by ACME, the imported one, files, the local one.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="dataDirectory">The data directory.</param>
    /// <param name="store">The store.</param>
    /// <param name="time">The clock.</param>
    public static IReadOnlyList<CertificateStatus> List(SockeyeOptions options, string dataDirectory, ICertificateStore store, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        return
        [
            .. options.Acme.Select(wish => OfAcme(wish, options, store, time)),
            .. OfImport(options, store, time),
            .. OfFiles(options, time),
            .. OfLocal(options, dataDirectory, time),
        ];
    }

    private static CertificateStatus OfAcme(AcmeOptions wish, SockeyeOptions options, ICertificateStore store, TimeProvider time)
    {
        var (loaded, fault) = Load(() => StoredCertificate.TryRead(store, wish.Tag, time));
        var state = ReadState(store, wish.Tag);
        return new CertificateStatus(
            wish.Tag,
            CertificateOrigin.Acme,
            Inbounds(options, i => i.Tls.Acme.Contains(wish.Tag)),
            Summary(loaded),
            fault ?? Warning(loaded),
            RenewalSchedule.Of(wish, loaded?.Certificate.Leaf, state, time.GetUtcNow()),
            state.LastAttempt,
            state.LastError,
            state.Window);
    }

    private static IEnumerable<CertificateStatus> OfImport(SockeyeOptions options, ICertificateStore store, TimeProvider time)
    {
        var (loaded, fault) = Load(() => StoredCertificate.TryRead(store, StoredCertificate.DefaultTag, time));
        if (loaded is not null || fault is not null)
        {
            yield return new CertificateStatus(
                StoredCertificate.DefaultTag, CertificateOrigin.Imported, Inbounds(options, IsDefault), Summary(loaded), fault ?? Warning(loaded));
        }
    }

    private static IEnumerable<CertificateStatus> OfFiles(SockeyeOptions options, TimeProvider time)
    {
        foreach (var files in options.Inbounds.SelectMany(i => i.Tls.Certificates).Distinct())
        {
            var (loaded, fault) = Load(() => CertificateFiles.Load(files.Certificate, files.Key, time));
            yield return new CertificateStatus(
                files.Certificate, CertificateOrigin.Files, Inbounds(options, i => i.Tls.Certificates.Contains(files)), Summary(loaded), fault ?? Warning(loaded));
        }
    }

    private static IEnumerable<CertificateStatus> OfLocal(SockeyeOptions options, string dataDirectory, TimeProvider time)
    {
        var leaf = LocalAuthority.LeafPathIn(dataDirectory);
        if (!File.Exists(leaf) || !options.Inbounds.Any(i => IsDefault(i) || i.Tls is { Acme.Count: > 0, Certificates.Count: 0 }))
        {
            yield break;
        }

        var (loaded, fault) = Load(() => CertificateFiles.Load(leaf, keyPath: null, time));
        yield return new CertificateStatus(LocalTag, CertificateOrigin.Local, Inbounds(options, IsDefault), Summary(loaded), fault ?? Warning(loaded));
    }

    private static bool IsDefault(InboundOptions inbound) => inbound.Tls.Kind == InboundTlsKind.LocalAuthority;

    private static IReadOnlyList<string> Inbounds(SockeyeOptions options, Func<InboundOptions, bool> serves) =>
        [.. options.Inbounds.Where(serves).Select(i => i.Tag)];

    private static CertificateSummary? Summary(LoadedCertificate? loaded) => loaded is null ? null : CertificateSummary.Of(loaded.Certificate.Leaf);

    private static string? Warning(LoadedCertificate? loaded) => loaded is { Warnings: [var first, ..] } ? first : null;

    private static (LoadedCertificate? Loaded, string? Fault) Load(Func<LoadedCertificate?> load)
    {
        try
        {
            return (load(), null);
        }
        catch (CertificateException error)
        {
            return (null, error.Message);
        }
    }

    private static CertificateState ReadState(ICertificateStore store, string tag)
    {
        try
        {
            return CertificateState.Read(store, tag);
        }
        catch (CertificateException error)
        {
            return new CertificateState { LastError = error.Message };
        }
    }
}
