using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Control.Certificates;
using Sockeye.Control.Configuration;

namespace Sockeye.Hosting;

/// <summary>The name that clients should ask for, so that the certificate fits.</summary>
internal static class CertificateServerName
{
    /// <summary>Of a certificate; null where it is for localhost too, or names no single host.</summary>
    public static string? Of(X509Certificate2 leaf) =>
        leaf.MatchesHostname("localhost") ? null : CertificateSummary.Of(leaf).Names.FirstOrDefault(IsHostName);

    /// <summary>
    /// Of an inbound's default certificate: of its first file, else the name that one by ACME is or will be for. Null without
    /// either, or where the file can't be read (the server will say so).
    /// </summary>
    public static string? Of(InboundOptions inbound, IReadOnlyList<AcmeOptions> acme)
    {
        if (inbound.Tls.Certificates is not [var first, ..])
        {
            return inbound.Tls.Acme.SelectMany(tag => acme.Where(a => a.Tag == tag)).SelectMany(a => a.Names).FirstOrDefault(IsHostName);
        }

        try
        {
            using var leaf = X509Certificate2.CreateFromPem(File.ReadAllText(first.Certificate));
            return Of(leaf);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }

    // Not a wildcard, nor a common name that is a phrase, nor an address.
    private static bool IsHostName(string name) => Uri.CheckHostName(name) == UriHostNameType.Dns;
}
