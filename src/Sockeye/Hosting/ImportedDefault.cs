using System.Net;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Hosting;

/// <summary>The imported default certificate, as far as clients have to reckon with it: which name fits it, and that <c>ca.pem</c> does not.</summary>
internal static class ImportedDefault
{
    /// <summary>How the inbounds are reached now: where the local authority's certificate would be served, the imported one may come first.</summary>
    public static IReadOnlyList<ReachableInbound> Apply(IReadOnlyList<ReachableInbound> inbounds, string dataDirectory) =>
        inbounds.Any(i => i.CertificateAuthority is not null) && Leaf(dataDirectory) is { } leaf
            ? [.. inbounds.Select(i => i.CertificateAuthority is null ? i : Of(i, leaf))]
            : inbounds;

    /// <summary>The local authority's file where a client that asks for this host is shown its certificate; null where it is shown the imported one.</summary>
    public static string? AuthorityFor(string host, string dataDirectory)
    {
        var file = LocalAuthority.CertificatePathIn(dataDirectory);
        if (Leaf(dataDirectory) is not { } leaf)
        {
            return file;
        }

        // An address is no SNI, so the first certificate is shown; and so it is for a name that neither has.
        using (leaf)
        {
            return IPAddress.TryParse(host, out _) || leaf.MatchesHostname(host) || !IsLocal(host, dataDirectory) ? null : file;
        }
    }

    private static ReachableInbound Of(ReachableInbound inbound, X509Certificate2 leaf) =>
        leaf.MatchesHostname(inbound.Host) ? inbound with { CertificateAuthority = null }
        : CertificateServerName.Of(leaf) is { } name ? inbound with { Host = name, CertificateAuthority = null }
        : inbound;

    private static bool IsLocal(string host, string dataDirectory)
    {
        try
        {
            return LocalAuthoritySummary.Find(dataDirectory)?.Permitted.Contains(host, StringComparer.OrdinalIgnoreCase) == true;
        }
        catch (CertificateException)
        {
            return false; // the server says so
        }
    }

    private static X509Certificate2? Leaf(string dataDirectory)
    {
        try
        {
            return StoredCertificate.TryRead(new FileCertificateStore(dataDirectory), StoredCertificate.DefaultTag)?.Certificate.Leaf;
        }
        catch (CertificateException)
        {
            return null; // the server can't serve it either, and says so
        }
    }
}
