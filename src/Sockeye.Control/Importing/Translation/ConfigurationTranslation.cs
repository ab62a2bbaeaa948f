using Sockeye.Control.Configuration;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Core;

namespace Sockeye.Control.Importing.Translation;

/// <summary>Writes what was translated in the words of <c>sockeye.json</c>.</summary>
internal static class ConfigurationTranslation
{
    /// <summary>The keys that imported files give; a configuration beside them must not have the first three itself.</summary>
    public static readonly IReadOnlyList<string> Keys = ["inbounds", "outbounds", "routing", "timeouts", "limits"];

    public static List<ConfigurationMember> Write(
        InboundTranslation inbounds, OutboundTranslation outbounds, RuleTranslation rules, LimitTranslation limits, SourcePlace whole)
    {
        var members = new List<ConfigurationMember>();
        Add("inbounds", NodeBuilder.List(whole, inbounds.Inbounds.Select(Inbound)));
        Add("outbounds", NodeBuilder.List(whole, outbounds.Outbounds.Select(Outbound)));
        Add("routing", Routing(rules, whole));
        Add("timeouts", limits.Timeouts.Count == 0 ? null : NodeBuilder.Object(
            limits.Timeouts[0].Place, [.. limits.Timeouts.Select(limit => (limit.Key, (ConfigurationNode?)NodeBuilder.Text(limit.Place, DurationText.Format(limit.Value))))]));
        Add("limits", limits.Connections is { } connections ? NodeBuilder.Object(connections.Place, ("connections", NodeBuilder.Number(connections.Place, connections.Value))) : null);
        return members;

        void Add(string key, ConfigurationNode? node)
        {
            if (node is not null)
            {
                members.Add(new ConfigurationMember(key, node.Place, node));
            }
        }
    }

    private static ConfigurationNode Inbound(TranslatedInbound inbound)
    {
        var place = inbound.Place;
        return NodeBuilder.Object(
            place,
            ("tag", NodeBuilder.Text(inbound.Source?.Tag?.Place ?? place, inbound.Tag)),
            ("listen", NodeBuilder.Text(place, inbound.Listen.ToString())),
            ("protocols", NodeBuilder.Texts(place, inbound.Protocols)),
            ("tls", Tls(inbound)),
            ("proxyProtocol", inbound.ProxyFrom.Count > 0 ? NodeBuilder.Object(place, ("from", NodeBuilder.Texts(place, inbound.ProxyFrom))) : null),
            ("udp", Udp(inbound)));
    }

    private static ConfigurationNode? Tls(TranslatedInbound inbound) =>
        !inbound.IsTls ? NodeBuilder.Text(inbound.Place, "none")
        : NodeBuilder.List(inbound.Place, inbound.Certificates.Select(Certificate)) is { } certificates ? NodeBuilder.Object(inbound.Place, ("certificates", certificates))
        : null;

    private static ConfigurationNode Certificate((string File, string? Key, SourcePlace Place) files) => NodeBuilder.Object(
        files.Place,
        ("certificate", NodeBuilder.Text(files.Place, files.File)),
        ("key", files.Key is { } key ? NodeBuilder.Text(files.Place, key) : null));

    private static ConfigurationNode? Udp(TranslatedInbound inbound)
    {
        if (inbound.Udp is not { } serves)
        {
            return null;
        }

        var place = inbound.Source?.Udp?.Place ?? inbound.Place;
        var plain = serves && !inbound.IsTls;
        return NodeBuilder.Object(
            place,
            ("tunnel", NodeBuilder.Flag(place, serves)),
            ("plain", NodeBuilder.Flag(place, plain)),
            ("advertise", plain && inbound.UdpAddress is { } address ? NodeBuilder.Text(address.Place, address.Text) : null));
    }

    private static ConfigurationNode Outbound(TranslatedOutbound outbound)
    {
        var (place, proxy) = (outbound.Place, outbound.Proxy);
        var tls = NodeBuilder.Object(
            place,
            ("serverName", proxy.ServerName is { } name ? NodeBuilder.Text(place, name) : null),
            ("certificateAuthority", proxy.CertificateAuthority is { } file ? NodeBuilder.Text(place, file) : null));
        return NodeBuilder.Object(
            place,
            ("tag", NodeBuilder.Text(place, outbound.Tag)),
            ("url", NodeBuilder.Text(place, outbound.Url())),
            ("tls", tls.Members.Count > 0 ? tls : null));
    }

    private static ConfigurationNode? Routing(RuleTranslation rules, SourcePlace whole)
    {
        var routing = NodeBuilder.Object(
            whole,
            ("rules", NodeBuilder.List(whole, rules.Rules.Select(Rule))),
            ("default", rules.Default == Core.Routing.WellKnownOutbounds.Direct ? null : NodeBuilder.Text(whole, rules.Default)));
        return routing.Members.Count > 0 ? routing : null;
    }

    private static ConfigurationNode Rule(TranslatedRule rule) => NodeBuilder.Object(
        rule.Place,
        ("name", rule.Name is { } name ? NodeBuilder.Text(rule.Place, name) : null),
        ("inbound", NodeBuilder.Texts(rule.Place, rule.Inbounds)),
        ("user", NodeBuilder.Texts(rule.Place, rule.Users)),
        ("network", NodeBuilder.Texts(rule.Place, rule.Networks.Select(network => network == Network.Udp ? "udp" : "tcp"))),
        ("outbound", NodeBuilder.Text(rule.OutboundPlace, rule.Outbound)));
}
