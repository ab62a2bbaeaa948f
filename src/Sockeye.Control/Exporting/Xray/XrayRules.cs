using System.Text.Json.Nodes;
using Sockeye.Control.Clients;
using Sockeye.Control.Configuration;
using Sockeye.Core;

namespace Sockeye.Control.Exporting.Xray;

/// <summary>The rules in their order, and behind them one for each upstream that users have of their own.</summary>
internal static class XrayRules
{
    public static JsonArray Write(ExportSource source, ExportNotes notes)
    {
        var rules = new JsonArray();
        var names = new UserNames(source.Users);
        for (var i = 0; i < source.Options.Routing.Rules.Count; i++)
        {
            rules.Add((JsonNode)Write(source.Options.Routing.Rules[i], i, names, notes));
        }

        foreach (var own in source.PresentUsers.Where(u => u.Upstream is not null).GroupBy(u => u.Upstream!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            rules.Add((JsonNode)new JsonObject { ["type"] = "field", ["user"] = JsonText.Strings(own.Select(u => u.Name)), ["outboundTag"] = own.Key });
        }

        return rules;
    }

    private static JsonObject Write(RuleOptions rule, int index, UserNames users, ExportNotes notes)
    {
        var written = new JsonObject { ["type"] = "field" };
        if (rule.Name != $"routing.rules[{index}]") written["ruleTag"] = rule.Name;
        if (rule.Inbounds.Count > 0) written["inboundTag"] = JsonText.Strings(rule.Inbounds);
        if (rule.Users.Count > 0) written["user"] = JsonText.Strings(Names(rule, users, notes));

        // v2ray refuses a rule that says nothing.
        if (rule.Networks.Count > 0 || (rule.Inbounds.Count == 0 && rule.Users.Count == 0))
        {
            var networks = rule.Networks.Count > 0 ? rule.Networks : [Network.Tcp, Network.Udp];
            written["network"] = string.Join(',', networks.Select(n => n == Network.Tcp ? "tcp" : "udp"));
        }

        written["outboundTag"] = rule.Outbound;
        return written;
    }

    /// <summary>The users' names: what Xray knows of who logged in by SOCKS5 or HTTP is the name, never an e-mail.</summary>
    private static IEnumerable<string> Names(RuleOptions rule, UserNames users, ExportNotes notes)
    {
        var names = new List<string>();
        foreach (var text in rule.Users)
        {
            var meant = users.MeantBy(text);
            names.AddRange(meant);
            if (!meant.Contains(text))
            {
                notes.Add(rule.Name, "its e-mails are written as the names of the users who have them now: Xray compares names");
            }
        }

        return names.Distinct(StringComparer.Ordinal);
    }
}
