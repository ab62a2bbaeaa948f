using System.Buffers.Text;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>externalAccount</c> of an <c>acme</c> entry (RFC 8555 section 7.3.4): what the authority's web page gives.</summary>
internal static class ExternalAccountSection
{
    public static ExternalAccountOptions? Bind(ConfigurationSection acme)
    {
        if (acme.Section("externalAccount") is not { } section)
        {
            return null;
        }

        var (keyId, key) = (section.RequiredString("keyId"), Key(section));
        return keyId is null || key is null ? null : new ExternalAccountOptions(keyId, key);
    }

    private static byte[]? Key(ConfigurationSection section)
    {
        if (SecretFile.ReadEither(section, "hmacKey", "hmacKeyFile")?.Text is not { } text)
        {
            return null;
        }

        // Google's come with padding, ZeroSSL's without.
        var key = text.Trim().TrimEnd('=');
        if (Base64Url.IsValid(key) && Base64Url.DecodeFromChars(key) is { Length: > 0 } bytes)
        {
            return bytes;
        }

        section.Fault(section.PlaceOf(section.Find("hmacKey") is null ? "hmacKeyFile" : "hmacKey"), "expected the key in base64url, as the authority gives it");
        return null;
    }
}
