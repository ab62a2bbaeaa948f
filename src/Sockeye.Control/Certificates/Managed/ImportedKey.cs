using System.Security.Cryptography;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>A private key that the operator brings, decrypted.</summary>
internal sealed class ImportedKey
{
    private ImportedKey(string path, AsymmetricAlgorithm key)
    {
        Path = path;
        Pem = key.ExportPkcs8PrivateKeyPem() + "\n";
        PublicKey = key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>Where it is from, for messages.</summary>
    public string Path { get; }

    /// <summary>PKCS #8 in PEM. A secret.</summary>
    public string Pem { get; }

    /// <summary>The public half, as SubjectPublicKeyInfo.</summary>
    public byte[] PublicKey { get; }

    /// <summary>Takes the key out of a PEM file; asks for the password where it is encrypted.</summary>
    public static ImportedKey Read(PemFile file, Func<string> password)
    {
        if (file.PrivateKey() is not { } found)
        {
            throw new CertificateException(
                file.Path,
                file.HasLegacyEncryptedKey ? $"the private key in {file.Path} is encrypted in the old form of PEM; write it anew with: openssl pkey -in FILE -aes256 -out NEW"
                : file.IsCutOff ? $"{file.Path} is cut off"
                : $"{file.Path} holds no private key; name the key's file with --key");
        }

        return found.Label == "ENCRYPTED PRIVATE KEY"
            ? Open(file.Path, password(), (key, word) => key.ImportFromEncryptedPem(found.Pem, word), $"the private key in {file.Path} can't be decrypted: the password is wrong, or the file is damaged")
            : Open(file.Path, "", (key, _) => key.ImportFromPem(found.Pem), $"the private key in {file.Path} is damaged, or of a kind that is not supported; use ECDSA P-256 or RSA");
    }

    /// <summary>The key of a certificate.</summary>
    public static ImportedKey Of(string path, AsymmetricAlgorithm key) => new(path, key);

    private static ImportedKey Open(string path, string password, Action<AsymmetricAlgorithm, string> import, string fault)
    {
        Exception? last = null;
        foreach (var make in (ReadOnlySpan<Func<AsymmetricAlgorithm>>)[ECDsa.Create, RSA.Create])
        {
            using var key = make();
            try
            {
                import(key, password);
                return new ImportedKey(path, key);
            }
            catch (Exception error) when (error is CryptographicException or ArgumentException)
            {
                last = error; // perhaps of the other kind
            }
        }

        throw new CertificateException(path, fault, last);
    }
}
