using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;
using Sockeye.Core;

namespace Sockeye.Control.Importing.Xray;

/// <summary>Reads <c>routing</c>: rules by inbound, user and network. A rule with a condition that is not known here is refused.</summary>
internal static class XrayRuleReader
{
    // What people write beside a rule for themselves; Xray knows no such key.
    private static readonly string[] Remarks = ["comment", "comments", "remark", "remarks", "description", "note", "name", "id"];

    private static readonly string[] OfTargets = ["domainStrategy", "domainMatcher"];

    public static IReadOnlyList<XrayRule> ReadAll(SourceObject root, XrayFile file, XrayTags tags)
    {
        if (root.Object("routing") is not { } routing)
        {
            return [];
        }

        if (routing.Has("settings"))
        {
            routing.Refuse("settings", "a key of old versions of v2ray; move what it holds into \"routing\" itself");
        }

        foreach (var key in OfTargets.Where(routing.Has))
        {
            routing.Unconcerned(key, "no rule here looks at the target");
        }

        if (routing.Has("balancers"))
        {
            routing.Unconcerned("balancers", "there are no balancers here; a rule that names one is refused");
        }

        XrayRule[] rules = [.. routing.Objects("rules").Select(rule => Read(rule, file, tags)).OfType<XrayRule>()];
        routing.Finish();
        return rules;
    }

    private static XrayRule? Read(SourceObject rule, XrayFile file, XrayTags tags)
    {
        if (!XrayRuleInboundReader.TryRead(rule, file, tags, out var inbounds))
        {
            return null;
        }

        if (rule.String("type") is { } type && !type.Equals("field", StringComparison.OrdinalIgnoreCase))
        {
            rule.Refuse("type", $"expected \"field\", the only type of rule, found {ConfigurationPath.Quote(type)}");
        }

        var users = Users(rule);
        var networks = Networks(rule);
        var name = rule.String("ruleTag");
        var outbound = Outbound(rule);
        if (rule.Has("domainMatcher"))
        {
            rule.Unconcerned("domainMatcher", "no rule here looks at the target");
        }

        foreach (var key in rule.Keys.Where(key => rule.Has(key) && !IsKnown(key)))
        {
            Condition(rule, key);
        }

        rule.Finish();

        // Half a rule would hold for more than the whole one.
        return rule.IsRefused || outbound is null ? null : new XrayRule
        {
            Name = name,
            Inbounds = inbounds,
            Users = users,
            Networks = networks,
            Outbound = outbound,
            Place = rule.Place,
        };
    }

    private static bool IsKnown(string key) => key.ToLowerInvariant() is
        "type" or "inboundtag" or "user" or "network" or "outboundtag" or "balancertag" or "ruletag" or "domainmatcher";

    private static void Condition(SourceObject rule, string key)
    {
        if (key.StartsWith('_') || Remarks.Contains(key, StringComparer.OrdinalIgnoreCase))
        {
            rule.Unconcerned(key, "a remark");
        }
        else if (rule.Node(key) is { Kind: ConfigurationNodeKind.Array, Items.Count: 0 } or { Kind: ConfigurationNodeKind.Object, Members.Count: 0 })
        {
            rule.Unconcerned(key, "empty, so it is no condition");
        }
        else
        {
            rule.Refuse(key, $"the condition {ConfigurationPath.Quote(key)} is not known to the routing here yet; take this rule out, or say what it means by \"inboundTag\", \"user\" and \"network\"");
        }
    }

    private static XrayText? Outbound(SourceObject rule)
    {
        if (rule.String("outboundTag") is { Length: > 0 } tag)
        {
            if (rule.Has("balancerTag"))
            {
                rule.Unconcerned("balancerTag", "\"outboundTag\" counts");
            }

            return new XrayText(tag, rule.PlaceOf("outboundTag"));
        }

        if (rule.Has("balancerTag"))
        {
            rule.Refuse("balancerTag", "there are no balancers here; name one outbound by \"outboundTag\"");
        }
        else if (!rule.IsRefused)
        {
            rule.Refuse("outboundTag", "no \"outboundTag\": name the outbound that the rule leads to");
        }

        return null;
    }

    private static IReadOnlyList<XrayText> Users(SourceObject rule)
    {
        var users = XrayRuleInboundReader.Texts(rule, "user");
        if (users.Any(user => user.Text.Length == 0))
        {
            rule.Refuse("user", "an empty user is nobody; write a name or an e-mail");
        }
        else if (users.Any(user => user.Text.StartsWith("regexp:", StringComparison.Ordinal)))
        {
            rule.Refuse("user", "users are not matched by patterns here; write each name or e-mail");
        }

        return users;
    }

    private static IReadOnlyList<Network> Networks(SourceObject rule)
    {
        var networks = new HashSet<Network>();
        foreach (var (text, _) in XrayRuleInboundReader.Texts(rule, "network"))
        {
            switch (text.ToLowerInvariant())
            {
                case "tcp":
                    networks.Add(Network.Tcp);
                    break;
                case "udp":
                    networks.Add(Network.Udp);
                    break;
                default:
                    rule.Refuse("network", $"expected \"tcp\", \"udp\" or \"tcp,udp\", found {ConfigurationPath.Quote(text)}");
                    break;
            }
        }

        if (networks.Count == 2 && !rule.IsRefused)
        {
            rule.Translated("network", "both, which is every connection: no condition");
        }

        return networks.Count == 2 ? [] : [.. networks];
    }
}
