using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>The keys of certificates that are issued.</summary>
internal static class CertificateKey
{
    /// <summary>A new key.</summary>
    public static AsymmetricAlgorithm Create(AcmeKeyKind kind) => kind switch
    {
        AcmeKeyKind.Rsa2048 => RSA.Create(2048),
        AcmeKeyKind.Rsa4096 => RSA.Create(4096),
        AcmeKeyKind.EcdsaP384 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        _ => ECDsa.Create(ECCurve.NamedCurves.nistP256),
    };

    /// <summary>A certificate's private key.</summary>
    public static AsymmetricAlgorithm? Of(X509Certificate2 certificate) =>
        (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey() ?? certificate.GetRSAPrivateKey();

    /// <summary>Whether a certificate's key is of a kind.</summary>
    public static bool IsOfKind(X509Certificate2 certificate, AcmeKeyKind kind)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ec = certificate.GetECDsaPublicKey();
        return kind switch
        {
            AcmeKeyKind.Rsa2048 => rsa?.KeySize == 2048,
            AcmeKeyKind.Rsa4096 => rsa?.KeySize == 4096,
            AcmeKeyKind.EcdsaP384 => CurveOf(ec) == PrivateKeyReader.P384,
            _ => CurveOf(ec) == PrivateKeyReader.P256,
        };
    }

    private static string? CurveOf(ECDsa? key) => key?.ExportParameters(false).Curve.Oid?.Value;
}
