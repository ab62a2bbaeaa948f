using System.Net;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Hosting;

/// <summary>A certificate of the store, imported or issued, as far as clients have to reckon with it: which name fits it, and that <c>ca.pem</c> does not.</summary>
internal static class StoredCertificateHints
{
    /// <summary>How the inbounds are reached now: before the local authority's certificate one of the store comes, once it is there.</summary>
    public static IReadOnlyList<ReachableInbound> Apply(IReadOnlyList<ReachableInbound> inbounds, string dataDirectory) =>
        [.. inbounds.Select(i => Leaf(i.StoredTags, dataDirectory) is { } leaf ? Of(i, leaf) : i)];

    /// <summary>The local authority's file where a client that asks for this host is shown its certificate; null where it is shown one of the store.</summary>
    public static string? AuthorityFor(string host, ReachableInbound inbound, string dataDirectory)
    {
        if (Leaf(inbound.StoredTags, dataDirectory) is not { } leaf)
        {
            return inbound.CertificateAuthority;
        }

        // An address is no SNI, so the first certificate is shown; and so it is for a name that neither has.
        using (leaf)
        {
            return IPAddress.TryParse(host, out _) || leaf.MatchesHostname(host) || !IsLocal(host, dataDirectory) ? null : LocalAuthority.CertificatePathIn(dataDirectory);
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

    private static X509Certificate2? Leaf(string tags, string dataDirectory)
    {
        var store = new FileCertificateStore(dataDirectory);
        foreach (var tag in tags.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                if (StoredCertificate.TryRead(store, tag)?.Certificate.Leaf is { } leaf)
                {
                    return leaf;
                }
            }
            catch (CertificateException)
            {
                // the server can't serve it either, and says so
            }
        }

        return null;
    }
}
