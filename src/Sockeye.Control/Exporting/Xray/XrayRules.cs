using System.Text.Json.Nodes;
using Sockeye.Control.Clients;
using Sockeye.Control.Configuration;
using Sockeye.Core;

namespace Sockeye.Control.Exporting.Xray;

/// <summary>The rules in their order, and behind them one for each upstream that users have of their own.</summary>
internal static class XrayRules
{
    /// <param name="source">What is exported.</param>
    /// <param name="inbounds">The tags of the inbounds that are written.</param>
    /// <param name="notes">Told of what can't be said.</param>
    public static JsonArray Write(ExportSource source, IReadOnlyList<string> inbounds, ExportNotes notes)
    {
        var rules = new JsonArray();
        var names = new UserNames(source.Users);
        for (var i = 0; i < source.Options.Routing.Rules.Count; i++)
        {
            if (Write(source.Options.Routing.Rules[i], i, inbounds, names, notes) is { } rule) rules.Add((JsonNode)rule);
        }

        // Of those who may not log in now too: whoever gives one of them an account must not send him another way by it.
        foreach (var own in source.Users.Where(u => u.Upstream is not null).GroupBy(u => u.Upstream!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            rules.Add((JsonNode)new JsonObject { ["type"] = "field", ["user"] = JsonText.Strings(own.Select(u => u.Name)), ["outboundTag"] = own.Key });
        }

        return rules;
    }

    private static JsonObject? Write(RuleOptions rule, int index, IReadOnlyList<string> inbounds, UserNames users, ExportNotes notes)
    {
        var names = Names(rule, users, notes);
        if (rule.Users.Count > 0 && names.Count == 0)
        {
            notes.Add(rule.Name, "left out: nobody has the e-mails that it names");
            return null;
        }

        var written = new JsonObject { ["type"] = "field" };
        if (rule.Name != $"routing.rules[{index}]") written["ruleTag"] = rule.Name;

        // v2ray refuses a rule that says nothing, and an import reads it as the default, before which a user's own upstream comes.
        Network[] networks = [.. rule.Networks.Distinct()];
        var tags = rule.Inbounds.Count == 0 && rule.Users.Count == 0 && networks.Length != 1 ? inbounds : rule.Inbounds;
        if (tags.Count > 0) written["inboundTag"] = JsonText.Strings(tags);
        if (names.Count > 0) written["user"] = JsonText.Strings(names);
        if (networks.Length == 1 || (tags.Count == 0 && names.Count == 0))
        {
            written["network"] = networks is [var only] ? only == Network.Tcp ? "tcp" : "udp" : "tcp,udp";
        }

        written["outboundTag"] = rule.Outbound;
        return written;
    }

    /// <summary>The users' names: what Xray knows of who logged in by SOCKS5 or HTTP is the name, never an e-mail.</summary>
    private static IReadOnlyList<string> Names(RuleOptions rule, UserNames users, ExportNotes notes)
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

        return [.. names.Distinct(StringComparer.Ordinal)];
    }
}
