using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Acme;

/// <summary>An issued certificate with the ones above it (RFC 8555 section 7.4.2).</summary>
/// <param name="Pem">Certificates only, the issued one first.</param>
/// <param name="Alternates">Where the same certificate can be had with other chains; mostly empty.</param>
public sealed record IssuedChain(string Pem, IReadOnlyList<Uri> Alternates)
{
    /// <summary>The certificates, the issued one first, without its key. The caller disposes them.</summary>
    public X509Certificate2Collection Load()
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(Pem);
        return certificates;
    }

    /// <summary>Why a text is no such chain, or null where it is one.</summary>
    internal static string? FaultOf(string pem)
    {
        // Nothing but certificates may come (RFC 8555 section 9.1): a private key in it would end up in a file for the world.
        var count = 0;
        for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            if (!rest[fields.Label].SequenceEqual("CERTIFICATE"))
            {
                return "something that is no certificate stands among the certificates";
            }

            count++;
        }

        if (count == 0)
        {
            return "no certificate stands in it";
        }

        try
        {
            var chain = new IssuedChain(pem, []).Load();
            foreach (var certificate in chain)
            {
                certificate.Dispose();
            }

            return chain.Count == count ? null : "not every certificate can be read";
        }
        catch (CryptographicException)
        {
            return "its certificates can't be read";
        }
    }
}
