using Sockeye.Control.Configuration.Reading;
using Sockeye.Core;
using Sockeye.Core.Routing;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>routing</c>. Inbounds and outbounds are known by now, so a reference to nothing is seen.</summary>
internal static class RoutingSection
{
    public static RoutingOptions Bind(ConfigurationSection root)
    {
        if (root.Section("routing") is not { } routing)
        {
            return new RoutingOptions();
        }

        return new RoutingOptions
        {
            Rules = [.. routing.Sections("rules").Select(Rule)],
            Default = Outbound(routing, "default", routing.String("default")) ?? WellKnownOutbounds.Direct,
        };
    }

    private static RuleOptions Rule(ConfigurationSection rule)
    {
        var inbounds = rule.Strings("inbound") ?? [];
        foreach (var inbound in inbounds.Where(i => !rule.Context.InboundTags.Contains(i.Text)))
        {
            rule.Fault(inbound.Place, $"no inbound is called {ConfigurationPath.Quote(inbound.Text)}{NearestName.Hint(inbound.Text, rule.Context.InboundTags)}");
        }

        return new RuleOptions
        {
            Name = Name(rule) ?? rule.Place.Path,
            Inbounds = [.. inbounds.Select(i => i.Text)],
            Networks = [.. (rule.Strings("network") ?? []).Select(NetworkOf)],
            Users = [.. (rule.Strings("user") ?? []).Select(User)],
            Outbound = Outbound(rule, "outbound", rule.RequiredString("outbound")) ?? WellKnownOutbounds.Block,
        };

        Network NetworkOf(ConfigurationNode network)
        {
            if (network.Text is not ("tcp" or "udp"))
            {
                rule.Fault(network.Place, $"expected tcp or udp, found {ConfigurationPath.Quote(network.Text)}");
            }

            return network.Text == "udp" ? Network.Udp : Network.Tcp;
        }

        string User(ConfigurationNode user)
        {
            if (user.Text.Length == 0)
            {
                rule.Fault(user.Place, "expected a user's name or e-mail, found an empty string");
            }

            return user.Text;
        }
    }

    private static string? Name(ConfigurationSection rule)
    {
        var name = rule.String("name");
        if (name is "user" or "default")
        {
            rule.Fault(rule.PlaceOf("name"), $"\"{name}\" is what decisions without a rule are called; choose another name");
        }

        return name;
    }

    private static string? Outbound(ConfigurationSection section, string key, string? tag)
    {
        var context = section.Context;
        if (tag is null || context.OutboundTags.Contains(tag) || context.KnownUpstreams?.Contains(tag) == true)
        {
            return tag;
        }

        if (context.KnownUpstreams is null)
        {
            // It may be an upstream of the database, which nobody has asked; still, a near miss is most likely a typing error.
            if (context.MaySearch() && NearestName.Find(tag, context.OutboundTags) is { } near)
            {
                context.Warn(section.PlaceOf(key), $"no outbound of this file is called {ConfigurationPath.Quote(tag)}; did you mean {ConfigurationPath.Quote(near)}?");
            }

            return tag;
        }

        var hint = context.MaySearch() ? NearestName.Hint(tag, [.. context.OutboundTags, .. context.KnownUpstreams]) : "";
        if (context.AllowsUndefinedOutbounds)
        {
            context.Warn(section.PlaceOf(key), $"no outbound is called {ConfigurationPath.Quote(tag)}, so that what is sent there is refused; define it here, or add it: sockeye upstream add {ConfigurationPath.Quote(tag)} URL");
            return tag;
        }

        section.Fault(section.PlaceOf(key), $"no outbound is called {ConfigurationPath.Quote(tag)}{hint}");
        return tag;
    }
}
