using System.Globalization;
using System.Text.Json.Nodes;
using Sockeye.Control.Clients;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Exporting.Xray;

/// <summary>Xray's configuration, which v2ray reads too.</summary>
internal static class XrayExport
{
    public static IReadOnlyList<ExportedFile> Make(ExportSource source, IReadOnlyList<ExportedInbound> inbounds, string file, ExportNotes notes)
    {
        var outbounds = new XrayOutbounds(Path.GetDirectoryName(file) ?? "/", notes);
        var ports = XrayInbounds.Write(source, inbounds, notes);
        string[] tags = [.. ports.Select(port => (string)port!["tag"]!)];
        var root = new JsonObject
        {
            ["log"] = new JsonObject { ["loglevel"] = "warning" },
            ["policy"] = new JsonObject { ["levels"] = new JsonObject { ["0"] = Policy(source.Options.Timeouts, notes) } },
            ["inbounds"] = ports,
            ["outbounds"] = outbounds.Write(source),
            ["routing"] = new JsonObject { ["domainStrategy"] = "AsIs", ["rules"] = XrayRules.Write(source, tags, notes) },
        };
        return [new ExportedFile(file, JsonText.Write(root)), .. outbounds.Authorities];
    }

    private static JsonObject Policy(TimeoutOptions timeouts, ExportNotes notes)
    {
        var policy = new JsonObject();
        foreach (var (name, limit) in new[]
        {
            ("handshake", timeouts.Handshake), ("connIdle", timeouts.Idle), ("uplinkOnly", timeouts.HalfClosed), ("downlinkOnly", timeouts.HalfClosed),
        })
        {
            var seconds = (int)Math.Ceiling(limit.TotalSeconds);
            policy[name] = seconds;
            if (limit.Ticks % TimeSpan.TicksPerSecond != 0)
            {
                notes.Add($"policy.{name}", string.Create(CultureInfo.InvariantCulture, $"{DurationText.Format(limit)} is written as {seconds} s: Xray knows whole seconds"));
            }
        }

        return policy;
    }
}
