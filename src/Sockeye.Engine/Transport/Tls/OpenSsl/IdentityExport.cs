using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Engine.Transport.Tls.OpenSsl;

/// <summary>Takes a certificate out of the platform's hands for libssl: DER of the certificates, PKCS #8 of the key.</summary>
internal static class IdentityExport
{
    /// <exception cref="TlsConfigurationException">There is no private key, or it cannot be exported.</exception>
    internal static SslIdentity ToIdentity(TlsCertificate certificate, IReadOnlyList<string> names)
    {
        var leaf = certificate.Leaf;
        return new(
            leaf.RawData,
            ExportKey(leaf),
            certificate.Intermediates.Select(i => i.RawData).ToList(),
            names,
            leaf.GetKeyAlgorithm(),
            certificate.StandsBack);
    }

    internal static void Wipe(SslIdentity identity) => CryptographicOperations.ZeroMemory(identity.PrivateKey);

    private static byte[] ExportKey(X509Certificate2 leaf)
    {
        try
        {
            using AsymmetricAlgorithm? key = (AsymmetricAlgorithm?)leaf.GetECDsaPrivateKey() ?? leaf.GetRSAPrivateKey();
            return key?.ExportPkcs8PrivateKey()
                ?? throw new TlsConfigurationException($"The certificate {leaf.Subject} has no ECDSA or RSA private key.");
        }
        catch (CryptographicException e)
        {
            throw new TlsConfigurationException($"The private key of {leaf.Subject} cannot be exported: {e.Message}", e);
        }
    }
}
