using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.Xray;

/// <summary>Reads the settings of an outbound <c>freedom</c>, which goes straight to the target.</summary>
internal static class XrayFreedomReader
{
    private static readonly string[] Disguises = ["fragment", "noise", "noises"];

    // Both narrow down what may be reached; to leave them out would open it.
    private static readonly string[] Limits = ["ipsBlocked", "finalRules"];

    public static void Read(SourceObject outbound, XrayFile file)
    {
        var stream = XrayStreamReader.Read(outbound, file, isInbound: false);
        if (stream.IsTls)
        {
            file.Notes.Refuse(stream.Place, "TLS to targets is the client's to speak; take \"security\" out");
            stream.Tls?.Finish();
        }

        if (outbound.Object("settings") is not { } settings)
        {
            return;
        }

        XrayOutboundReader.Strategy(settings, "domainStrategy");
        XrayOutboundReader.Strategy(settings, "targetStrategy");
        if (settings.String("redirect") is { Length: > 0 })
        {
            settings.Refuse("redirect", "targets can't be replaced by another one here; take it out");
        }

        foreach (var key in Disguises.Where(settings.Has))
        {
            settings.Warn(key, "what clients send goes out as it is");
        }

        if (settings.Integer("proxyProtocol", 0, int.MaxValue) is > 0)
        {
            settings.Warn("proxyProtocol", "no PROXY header is sent to targets");
        }

        foreach (var key in Limits.Where(key => settings.Node(key) is not (null or { Kind: ConfigurationNodeKind.Array, Items.Count: 0 })))
        {
            settings.Refuse(key, "targets can't be forbidden by an outbound here; take it out: private addresses are refused without it, \"guard\" in Sockeye's own configuration has the exceptions");
        }

        settings.Finish();
    }
}
