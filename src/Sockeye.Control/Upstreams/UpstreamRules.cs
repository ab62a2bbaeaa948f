using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sockeye.Control.Storage;

namespace Sockeye.Control.Upstreams;

/// <summary>What may be stored as an upstream.</summary>
internal static class UpstreamRules
{
    // A name and a password travel with one byte of length each (RFC 1929 section 2).
    private const int MaxCredentialBytes = 255;
    private const int MaxHostCharacters = 253;
    private const int PinBytes = 32;

    public static void Check(UpstreamRow row)
    {
        if (!UpstreamId.TryValidate(row.Id, out var why))
            throw Invalid(why);
        if (row.Scheme is not ("socks5" or "socks5s" or "http" or "https"))
            throw Invalid("the scheme of an upstream is socks5, socks5s, http or https");
        if (row.Host.Length is 0 or > MaxHostCharacters || row.Host.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            throw Invalid($"the host of an upstream is a name or an address of 1 to {MaxHostCharacters} characters without blanks");
        if (row.Port is < 1 or > 65535)
            throw Invalid("the port of an upstream is from 1 to 65535");
        if (row.UserName is not null)
            CheckCredential(row.UserName, "user name");
        if (row.PinSha256 is { Length: not PinBytes })
            throw Invalid($"a pin is a SHA-256: {PinBytes} bytes");
        if (row.ServerName is { } name && (name.Length is 0 or > MaxHostCharacters || name.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))))
            throw Invalid($"the server name is 1 to {MaxHostCharacters} characters without blanks");
        if (row.CertificateAuthorityPem is { } pem)
            CheckAuthority(pem);
        if (row.Scheme is "socks5" or "http" && (row.PinSha256 ?? (object?)row.ServerName ?? row.CertificateAuthorityPem) is not null)
            throw Invalid($"a certificate authority, a pin or a server name needs TLS: use {row.Scheme}s instead of {row.Scheme}");
    }

    public static void CheckCredential(string text, string what)
    {
        if (text.Length == 0 || Encoding.UTF8.GetByteCount(text) > MaxCredentialBytes)
            throw Invalid($"the {what} for an upstream is 1 to {MaxCredentialBytes} bytes");
    }

    public static StoreException Invalid(string why) => new(StoreError.InvalidValue, why);

    private static void CheckAuthority(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException exception)
        {
            throw new StoreException(StoreError.InvalidValue, "the certificate authority cannot be read: it must be one or more certificates in PEM", exception);
        }

        if (certificates.Count == 0)
            throw Invalid("the certificate authority has no certificate in it: it must be one or more certificates in PEM");
        foreach (var certificate in certificates)
            certificate.Dispose();
    }
}
