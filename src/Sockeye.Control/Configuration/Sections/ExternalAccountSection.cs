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

        var keyId = section.RequiredString("keyId");
        var key = SecretFile.ReadEither(section, "hmacKey", "hmacKeyFile")?.Text.Trim();
        if (keyId is null || key is null)
        {
            return null;
        }

        // Google's come with padding, ZeroSSL's without.
        var text = key.TrimEnd('=');
        if (Base64Url.IsValid(text) && Base64Url.DecodeFromChars(text) is { Length: > 0 } bytes)
        {
            return new ExternalAccountOptions(keyId, bytes);
        }

        section.Fault(section.PlaceOf(section.Find("hmacKey") is null ? "hmacKeyFile" : "hmacKey"), "expected the key in base64url, as the authority gives it");
        return null;
    }
}
