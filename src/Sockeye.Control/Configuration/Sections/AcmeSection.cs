using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>acme</c>: the certificates that look after themselves.</summary>
internal static class AcmeSection
{
    private const int MaximumProfileLength = 64;

    public static IReadOnlyList<AcmeOptions> BindAll(ConfigurationSection root) =>
        [.. root.Sections("acme").Select(Bind).OfType<AcmeOptions>()];

    private static AcmeOptions? Bind(ConfigurationSection acme)
    {
        var tag = Tag(acme);
        var challenge = acme.Choice(
            "challenge", AcmeChallengeKind.TlsAlpn, ("dns-01", AcmeChallengeKind.Dns), ("tls-alpn-01", AcmeChallengeKind.TlsAlpn), ("http-01", AcmeChallengeKind.Http));
        var names = AcmeNames.Read(acme, challenge);
        var directory = Address(acme, "directory") ?? AcmeOptions.LetsEncrypt;
        var options = new AcmeOptions
        {
            Tag = tag ?? "",
            Names = names,
            Email = Email(acme),
            Directory = directory,
            Staging = Address(acme, "staging") ?? (directory == AcmeOptions.LetsEncrypt ? AcmeOptions.LetsEncryptStaging : null),
            DirectoryAuthority = Authority(acme),
            Challenge = challenge,
            HttpListen = ListenReader.Read(acme, "httpListen") ?? AcmeOptions.DefaultHttpListen,
            Profile = Profile(acme),
            Key = acme.Choice(
                "key", AcmeKeyKind.EcdsaP256, ("ecdsa-p256", AcmeKeyKind.EcdsaP256), ("ecdsa-p384", AcmeKeyKind.EcdsaP384), ("rsa-2048", AcmeKeyKind.Rsa2048), ("rsa-4096", AcmeKeyKind.Rsa4096)),
            ReuseKey = acme.Boolean("reuseKey") ?? false,
            ExternalAccount = ExternalAccountSection.Bind(acme),
            Dns = Dns(acme, challenge),
            Place = acme.Place,
        };
        OnlyWith(acme, "httpListen", challenge == AcmeChallengeKind.Http, "http-01");
        return tag is null ? null : options;
    }

    private static string? Tag(ConfigurationSection acme)
    {
        if (acme.RequiredString("tag") is not { } tag)
        {
            return null;
        }

        TagText.Declare(acme, "tag", tag, acme.Context.AcmeTags, "certificate of \"acme\"");
        if (tag == StoredCertificate.DefaultTag)
        {
            acme.Fault(acme.PlaceOf("tag"), $"\"{tag}\" is the certificate of cert import; choose another tag");
        }

        return tag;
    }

    private static DnsOptions? Dns(ConfigurationSection acme, AcmeChallengeKind challenge)
    {
        OnlyWith(acme, "dns", challenge == AcmeChallengeKind.Dns, "dns-01");
        if (challenge == AcmeChallengeKind.Dns)
        {
            acme.Require("dns");
        }

        return DnsSection.Bind(acme);
    }

    private static void OnlyWith(ConfigurationSection acme, string key, bool holds, string challenge)
    {
        if (!holds && acme.Find(key) is { } node)
        {
            acme.Fault(node.Place, $"\"{key}\" belongs to \"challenge\": \"{challenge}\"; leave it out or write that challenge");
        }
    }

    private static string? Email(ConfigurationSection acme)
    {
        if (acme.String("email") is not { } email)
        {
            return null;
        }

        // What becomes a mailto: address (RFC 6068) with no header fields, which authorities refuse (RFC 8555 section 7.3).
        if (email.Length <= 254 && email.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < email.Length - 1
            && email.LastIndexOf('@') == at && email.All(c => c is > ' ' and < (char)0x7f and not ('?' or ',' or '%' or '&' or '"' or '<' or '>')))
        {
            return email;
        }

        acme.Fault(acme.PlaceOf("email"), "expected an e-mail address such as admin@example.com");
        return null;
    }

    private static Uri? Address(ConfigurationSection acme, string key)
    {
        if (acme.String(key) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0)
        {
            return uri;
        }

        acme.Fault(acme.PlaceOf(key), "expected the https address of an ACME directory");
        return null;
    }

    private static string? Authority(ConfigurationSection acme)
    {
        if (acme.FilePath("directoryAuthority") is not { } path)
        {
            return null;
        }

        try
        {
            CertificateFiles.LoadAuthorities(path);
        }
        catch (CertificateException error)
        {
            acme.Fault(acme.PlaceOf("directoryAuthority"), error.Message);
        }

        return path;
    }

    private static string? Profile(ConfigurationSection acme)
    {
        if (acme.String("profile") is not { } profile)
        {
            return null;
        }

        if (profile.Length <= MaximumProfileLength && profile.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            return profile;
        }

        acme.Fault(acme.PlaceOf("profile"), "expected the name of one of the authority's profiles, such as \"shortlived\"");
        return null;
    }
}
