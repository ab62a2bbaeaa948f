using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Whether a chain leads to a root: one that the operator's file has, or one of this system's.</summary>
internal static class ChainCompleteness
{
    /// <summary>The subject that is missing at the upper end of the chain; null where it is whole.</summary>
    /// <param name="certificate">The leaf and what is sent after it.</param>
    /// <param name="given">All certificates of the file, a root among them perhaps.</param>
    public static string? MissingIssuer(TlsCertificate certificate, IReadOnlyCollection<X509Certificate2> given)
    {
        var at = certificate.Leaf;
        for (var steps = 0; !Issued(at, at) && steps <= given.Count; steps++)
        {
            if (given.FirstOrDefault(c => Issued(c, at)) is not { } issuer)
            {
                return IsKnownRoot(at) ? null : at.Issuer;
            }

            at = issuer;
        }

        return null;
    }

    // Names first; where both tell their key's identifier (RFC 5280 sections 4.2.1.1 and 4.2.1.2) an authority's other certificate isn't taken for it.
    private static bool Issued(X509Certificate2 issuer, X509Certificate2 certificate)
    {
        if (!issuer.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData))
        {
            return false;
        }

        var wanted = certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
        var own = issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifierBytes;
        return wanted is null || own is null || wanted.Value.Span.SequenceEqual(own.Value.Span);
    }

    private static bool IsKnownRoot(X509Certificate2 top)
    {
        try
        {
            using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
            return store.Certificates.Any(root => Issued(root, top));
        }
        catch (CryptographicException)
        {
            return false; // a system without a store of roots: the warning says what to look at
        }
    }
}
