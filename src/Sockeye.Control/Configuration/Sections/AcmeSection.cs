using Sockeye.Control.Configuration.Reading;
using Sockeye.Core.Net;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>
/// <c>acme</c>: read and validated like the rest, so that a file is right before it is served, and refused by name as long as it is not.
/// </summary>
internal static class AcmeSection
{
    public static void Refuse(ConfigurationSection root)
    {
        foreach (var acme in root.Sections("acme"))
        {
            Validate(acme);
            acme.Fault(acme.Place, "certificates by ACME are not available in this version; leave \"acme\" out");
        }
    }

    private static void Validate(ConfigurationSection acme)
    {
        if (acme.RequiredString("tag") is { } tag)
        {
            TagText.Declare(acme, "tag", tag, acme.Context.AcmeTags, "certificate of \"acme\"");
        }

        foreach (var name in acme.Strings("names") ?? [])
        {
            if (!DomainName.IsUsable(name.Text))
            {
                acme.Fault(name.Place, $"expected a domain name, found {ConfigurationPath.Quote(name.Text)}");
            }
        }

        acme.String("email");
        acme.String("profile");
        acme.String("directoryAuthority");
        if (acme.String("directory") is { } directory && !(Uri.TryCreate(directory, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps))
        {
            acme.Fault(acme.PlaceOf("directory"), "expected the https address of an ACME directory");
        }

        acme.Choice("challenge", 0, ("dns-01", 1), ("tls-alpn-01", 2), ("http-01", 3));
        ListenReader.Read(acme, "httpListen");
        DnsSection.Bind(acme);
    }
}
