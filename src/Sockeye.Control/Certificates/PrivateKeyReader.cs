using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Control.Certificates;

/// <summary>Puts a certificate and its private key together: PKCS #8 (RFC 5958), SEC 1 (RFC 5915) or PKCS #1 (RFC 8017 appendix A.1.2).</summary>
internal static class PrivateKeyReader
{
    private const string RsaAlgorithm = "1.2.840.113549.1.1.1";
    private const string EcAlgorithm = "1.2.840.10045.2.1";
    private const int MinimumRsaBits = 2048;

    // The curves of RFC 8446 section 4.2.3.
    internal const string P256 = "1.2.840.10045.3.1.7";
    internal const string P384 = "1.3.132.0.34";
    private const string P521 = "1.3.132.0.35";

    /// <summary>The certificate with its key. The key is exportable.</summary>
    public static X509Certificate2 Attach(X509Certificate2 certificate, string certificatePath, PemFile keyFile)
    {
        if (keyFile.PrivateKey() is not { } key)
        {
            throw new CertificateException(
                keyFile.Path,
                keyFile.HasLegacyEncryptedKey ? Encrypted(keyFile.Path)
                : keyFile.IsCutOff ? $"{keyFile.Path} is cut off"
                : $"{keyFile.Path} holds no private key");
        }

        if (key.Label == "ENCRYPTED PRIVATE KEY")
        {
            throw new CertificateException(keyFile.Path, Encrypted(keyFile.Path));
        }

        try
        {
            return certificate.PublicKey.Oid.Value switch
            {
                RsaAlgorithm => AttachRsa(certificate, key.Pem, keyFile.Path),
                EcAlgorithm => AttachEc(certificate, key.Pem, keyFile.Path),
                _ => throw new CertificateException(
                    certificatePath, $"{certificatePath}: a key of this kind ({Name(certificate)}) is not supported; use ECDSA P-256 or RSA"),
            };
        }
        catch (ArgumentException error)
        {
            // CopyWithPrivateKey for another key, ImportFromPem for a key of another kind.
            throw new CertificateException(keyFile.Path, $"the private key in {keyFile.Path} does not belong to the first certificate in {certificatePath}", error);
        }
        catch (CryptographicException error)
        {
            throw new CertificateException(keyFile.Path, $"the private key in {keyFile.Path} is damaged or does not fit the certificate in {certificatePath}", error);
        }
    }

    /// <summary>The key of a certificate as PKCS #8 in PEM.</summary>
    public static string Export(X509Certificate2 certificate)
    {
        using var key = CertificateKey.Of(certificate);
        return key?.ExportPkcs8PrivateKeyPem() ?? throw new ArgumentException("The certificate has no key.", nameof(certificate));
    }

    private static X509Certificate2 AttachRsa(X509Certificate2 certificate, string pem, string path)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa.KeySize >= MinimumRsaBits
            ? certificate.CopyWithPrivateKey(rsa)
            : throw new CertificateException(path, $"the RSA key in {path} has {rsa.KeySize} bits; TLS needs {MinimumRsaBits} or more");
    }

    private static X509Certificate2 AttachEc(X509Certificate2 certificate, string pem, string path)
    {
        using var ec = ECDsa.Create();
        ec.ImportFromPem(pem);
        return ec.ExportParameters(false).Curve.Oid?.Value is P256 or P384 or P521
            ? certificate.CopyWithPrivateKey(ec)
            : throw new CertificateException(path, $"the key in {path} is on a curve that TLS 1.3 does not have; use P-256 or P-384");
    }

    private static string Encrypted(string path) =>
        $"the private key in {path} is encrypted; a server can't ask for its passphrase: write it decrypted with openssl pkey, mode 0600";

    private static string Name(X509Certificate2 certificate) => certificate.PublicKey.Oid.FriendlyName ?? certificate.PublicKey.Oid.Value ?? "unknown";
}
