using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Reads PKCS #12 (RFC 7292), which Windows and Java keep as <c>.pfx</c> and <c>.p12</c>.</summary>
/// <remarks><code>PFX ::= SEQUENCE { version INTEGER (3), authSafe ContentInfo, macData MacData OPTIONAL }</code></remarks>
internal static class Pkcs12Reader
{
    /// <summary>Whether this is PKCS #12, and not a certificate in DER, which begins with another SEQUENCE.</summary>
    public static bool IsPkcs12(ReadOnlyMemory<byte> content)
    {
        try
        {
            return AsnDecoder.TryReadEncodedValue(content.Span, AsnEncodingRules.BER, out var tag, out var at, out _, out _)
                && tag == Asn1Tag.Sequence
                && Asn1Tag.TryDecode(content.Span[at..], out var first, out _) && first == Asn1Tag.Integer;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>All certificates, and the one key.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="content">The file's content.</param>
    /// <param name="password">Asked where it doesn't open without one.</param>
    public static (List<X509Certificate2> Certificates, ImportedKey Key) Read(string file, byte[] content, Func<string> password)
    {
        var certificates = (TryOpen(file, content, null) ?? TryOpen(file, content, password()))?.ToList()
            ?? throw new CertificateException(file, $"{file} can't be opened: the password is wrong, or the file is damaged");
        return certificates.FindAll(c => c.HasPrivateKey) switch
        {
            [] => throw new CertificateException(file, $"{file} holds no certificate with its private key; export it with the key"),
            [var leaf] => (certificates, KeyOf(file, leaf)),
            var several => throw new CertificateException(file, $"{file} holds {several.Count} private keys; export the one that is to be served alone"),
        };
    }

    private static X509Certificate2Collection? TryOpen(string file, byte[] content, string? password)
    {
        try
        {
            // The platform's limits hold: 300,000 rounds of key derivation, 200 keys and certificates.
            return X509CertificateLoader.LoadPkcs12Collection(content, password, Flags);
        }
        catch (Pkcs12LoadLimitExceededException error)
        {
            throw new CertificateException(file, $"{file} asks for more work or holds more than any certificate's file needs; export it again with usual settings", error);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or FormatException or OverflowException)
        {
            return null;
        }
    }

    // The key is for the store, not for this user's own on Windows; macOS has no other way.
    private static X509KeyStorageFlags Flags =>
        X509KeyStorageFlags.Exportable | (OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet);

    private static ImportedKey KeyOf(string file, X509Certificate2 certificate)
    {
        using var key = CertificateKey.Of(certificate);
        return key is null
            ? throw new CertificateException(file, $"the private key in {file} is of a kind that is not supported; use ECDSA P-256 or RSA")
            : ImportedKey.Of(file, key);
    }
}
