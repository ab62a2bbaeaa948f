using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Acme;

/// <summary>The signing request that finalizes an order (RFC 8555 section 7.4, RFC 2986).</summary>
public static class CertificateSigningRequest
{
    /// <summary>A request in DER, for all of the order's names.</summary>
    /// <param name="key">The certificate's key: <see cref="ECDsa"/> or <see cref="RSA"/>. Signed with SHA-256, on P-384 with SHA-384.</param>
    /// <param name="names">The names; addresses too (RFC 8738). At least one.</param>
    /// <exception cref="ArgumentException">A key of another kind, or no name.</exception>
    public static byte[] Create(AsymmetricAlgorithm key, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentOutOfRangeException.ThrowIfZero(names.Count);

        // No common name: it repeats what stands in the alternative names, can't hold more than 64 characters, and
        // authorities are giving it up.
        var nobody = new X500DistinguishedName([0x30, 0x00]);
        var request = key switch
        {
            ECDsa ecdsa => new CertificateRequest(nobody, ecdsa, ecdsa.KeySize > 256 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256),
            RSA rsa => new CertificateRequest(nobody, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            _ => throw new ArgumentException("a certificate's key is ECDSA or RSA", nameof(key)),
        };
        request.CertificateExtensions.Add(AlternativeNames(names));
        return request.CreateSigningRequest();
    }

    private static X509Extension AlternativeNames(IReadOnlyList<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (AcmeIdentifier.IsAddress(name))
            {
                builder.AddIpAddress(IPAddress.Parse(name));
            }
            else
            {
                builder.AddDnsName(name);
            }
        }

        return builder.Build();
    }
}
