using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.Xray;

/// <summary>Reads an <c>xray_config.json</c>.</summary>
internal static class XrayReader
{
    private static readonly (string Key, string Message)[] Unconcerned =
    [
        ("log", "Sockeye's own log is set in its own configuration"),
        ("api", "there is no such interface here; the command line changes users while the server runs"),
        ("stats", "Sockeye's counters stand at /metrics"),
        ("metrics", "Sockeye's counters stand at /metrics"),
        ("dns", "names are looked up by the system"),
        ("fakedns", "targets keep the name that the client sent"),
        ("reverse", "there are no reverse tunnels here"),
        ("transport", "only plain TCP and TLS are spoken here"),
        ("observatory", "there are no balancers here"),
        ("burstObservatory", "there are no balancers here"),
        ("version", "it concerns Xray only"),
    ];

    // v2ray before 4.0, which later ones still took.
    private static readonly (string Old, string New)[] Older =
    [
        ("inbound", "inbounds"), ("inboundDetour", "inbounds"), ("outbound", "outbounds"), ("outboundDetour", "outbounds"),
    ];

    /// <summary>What the file says; null where it is no JSON object, after a refusal.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="file">Its name, for places; relative files in it start at its directory.</param>
    /// <param name="environment">Looks up an environment variable, for <c>env:NAME</c>; null where it is not set.</param>
    /// <param name="notes">Told of every field.</param>
    public static XrayConfiguration? Read(ReadOnlySpan<byte> utf8, string file, Func<string, string?> environment, ImportNotes notes)
    {
        // Xray reads JSON with Go's package, to which "outboundTag" and "OutboundTag" are one key.
        if (SourceJson.Read(utf8, file, notes) is not { } node
            || SourceObject.Open(node, file, notes, StringComparer.OrdinalIgnoreCase) is not { } root)
        {
            return null;
        }

        var source = new XrayFile(file, environment, notes);
        var tags = new XrayTags();
        XrayTagReader.ReadVirtual(node, tags);
        foreach (var (old, successor) in Older.Where(key => root.Has(key.Old)))
        {
            root.Refuse(old, $"a key of old versions of v2ray; move what it holds into the list \"{successor}\"");
        }

        foreach (var (key, message) in Unconcerned.Where(key => root.Has(key.Key)))
        {
            root.Unconcerned(key, message);
        }

        var inbounds = new List<XrayInbound>();
        var foreign = new List<XrayForeignInbound>();
        foreach (var inbound in root.Objects("inbounds"))
        {
            XrayInboundReader.Read(inbound, source, tags, inbounds, foreign);
        }

        XrayOutbound[] outbounds = [.. root.Objects("outbounds").Select(outbound => XrayOutboundReader.Read(outbound, source, tags))];
        var rules = XrayRuleReader.ReadAll(root, source, tags);
        var policies = XrayPolicyReader.Read(root);
        root.Finish();
        return new XrayConfiguration { Inbounds = inbounds, ForeignInbounds = foreign, Outbounds = outbounds, Rules = rules, Policies = policies };
    }
}
