using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Sockeye.Acme.Wire;

namespace Sockeye.Acme;

/// <summary>An account's key: ECDSA on P-256, signing ES256 (RFC 7518 section 3.4), which every authority has to take.</summary>
public sealed class AccountKey : IDisposable
{
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly ECDsa _key;
    private readonly Lock _signing = new();

    private AccountKey(ECDsa key)
    {
        _key = key;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        PublicKey = new JsonWebKey(Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        Thumbprint = Base64Url.EncodeToString(SHA256.HashData(PublicKey.ForThumbprint()));
    }

    /// <summary>SHA-256 of the public key's canonical form, base64url, 43 characters (RFC 7638).</summary>
    public string Thumbprint { get; }

    internal JsonWebKey PublicKey { get; }

    /// <summary>A new key.</summary>
    public static AccountKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>A key from its PEM (PKCS #8 or SEC 1).</summary>
    /// <exception cref="CryptographicException">It is no such key; the message tells nothing of its content.</exception>
    public static AccountKey Import(ReadOnlySpan<char> pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            var parameters = key.ExportParameters(includePrivateParameters: true);
            CryptographicOperations.ZeroMemory(parameters.D);
            if (parameters.Curve.Oid.Value == P256)
            {
                return new AccountKey(key);
            }
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            // What is wrong with it in detail helps nobody: it is a file of ours, or it is none.
        }

        key.Dispose();
        throw new CryptographicException("no PEM of a private ECDSA key on P-256, which an account's key has to be");
    }

    /// <summary>The private key as PKCS #8 PEM, not encrypted. A secret.</summary>
    public string ExportPem() => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>What answers a challenge: token and thumbprint (RFC 8555 section 8.1).</summary>
    public string KeyAuthorization(string token) => $"{token}.{Thumbprint}";

    /// <summary>Without anything of the key that is secret.</summary>
    public override string ToString() => $"AccountKey {Thumbprint}";

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    /// <summary>ES256 over ASCII text: r and s, 32 bytes each.</summary>
    internal byte[] Sign(string text)
    {
        lock (_signing)
        {
            return _key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }
}
