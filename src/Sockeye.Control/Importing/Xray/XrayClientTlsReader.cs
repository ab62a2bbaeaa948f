using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;
using Sockeye.Core.Net;

namespace Sockeye.Control.Importing.Xray;

/// <summary>What the <c>tlsSettings</c> of an outbound say, as <see cref="XrayProxy"/> has it.</summary>
internal sealed record XrayClientTls(string? ServerName, string? CertificateAuthority, SourcePlace? AllowsInsecure);

/// <summary>Reads the <c>tlsSettings</c> of an outbound. What is checked of a server's certificate is never less than before.</summary>
internal static class XrayClientTlsReader
{
    // Each would check more than is checked here; to leave one out would be less strict. Older and newer spellings.
    private static readonly string[] Pins =
    [
        "pinnedPeerCertSha256", "pinnedPeerCertificateSha256", "pinnedPeerCertificateChainSha256", "pinnedPeerCertificatePublicKeySha256",
        "verifyPeerCertByName", "verifyPeerCertInNames",
    ];

    public static XrayClientTls Read(SourceObject? tls, XrayFile file)
    {
        if (tls is null)
        {
            return new XrayClientTls(null, null, null);
        }

        var insecure = tls.Boolean("allowInsecure") == true ? tls.PlaceOf("allowInsecure") : (SourcePlace?)null;
        if (insecure is not null)
        {
            tls.Told("allowInsecure"); // whoever translates says what becomes of it
        }

        foreach (var pin in Pins.Where(pin => tls.Node(pin) is { } node && !IsEmpty(node)))
        {
            tls.Refuse(pin, "this check can't be taken over; describe this proxy in Sockeye's own configuration, with \"tls\": { \"pin\": … }, the SHA-256 of its public key");
        }

        if (tls.String("maxVersion") is "1.0" or "1.1")
        {
            tls.Refuse("maxVersion", "TLS 1.2 and 1.3 are spoken to a proxy here; write \"1.3\", or take it out");
        }
        else if (tls.String("maxVersion") is "1.2")
        {
            tls.Warn("maxVersion", "TLS 1.3 is spoken to a proxy that can");
        }

        if (tls.String("minVersion") is "1.3")
        {
            tls.Warn("minVersion", "TLS 1.2 is spoken to a proxy that can't do more");
        }

        var name = ServerName(tls);
        var authority = Authority(tls, file);
        if (authority is null && tls.Boolean("disableSystemRoot") == true)
        {
            tls.Refuse("disableSystemRoot", "without authorities of its own no certificate would be good; name a PEM file in \"certificates\" with \"usage\": \"verify\"");
        }

        tls.Finish();
        return new XrayClientTls(name, authority, insecure);
    }

    private static bool IsEmpty(ConfigurationNode node) => node.Kind switch
    {
        ConfigurationNodeKind.Array => node.Items.Count == 0,
        ConfigurationNodeKind.String => node.Text.Length == 0,
        _ => false,
    };

    private static string? ServerName(SourceObject tls)
    {
        if (tls.String("serverName") is not { Length: > 0 } name)
        {
            return null;
        }

        if (Destination.TryFromHost(name, 0, out _))
        {
            return name;
        }

        tls.Refuse("serverName", $"expected a name or an IP address, found {ConfigurationPath.Quote(name)}");
        return null;
    }

    private static string? Authority(SourceObject tls, XrayFile file)
    {
        string? authority = null;
        foreach (var certificate in tls.Objects("certificates"))
        {
            var usage = certificate.String("usage");
            if (usage?.Equals("verify", StringComparison.OrdinalIgnoreCase) != true)
            {
                certificate.Refuse("usage", "a proxy is shown no certificate of ours; only \"verify\" can be had here");
            }

            var path = file.FilePath(certificate, "certificateFile");
            if (path is null && certificate.Has("certificate"))
            {
                certificate.Refuse("certificate", "PEM inside the configuration is not read here; write it to a file and name that: \"certificateFile\": \"ca.pem\"");
            }
            else if (path is null && !certificate.IsRefused)
            {
                certificate.Refuse("certificateFile", "no \"certificateFile\": write the name of a PEM file");
            }
            else if (path is not null && authority is not null)
            {
                certificate.Refuse("certificateFile", "one file of authorities can be had here; put them all into one");
            }
            else if (path is not null)
            {
                authority = path;
                certificate.Translated("certificateFile", "trusted instead of the system's authorities");
            }

            certificate.Finish();
        }

        return authority;
    }
}
