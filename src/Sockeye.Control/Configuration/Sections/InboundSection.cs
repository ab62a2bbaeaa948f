using System.Globalization;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Engine.Inbounds;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>inbounds</c>.</summary>
internal static class InboundSection
{
    public static IReadOnlyList<InboundOptions> BindAll(ConfigurationSection root, ListenAddress? admin)
    {
        if (root.Find("inbounds") is null)
        {
            // The default inbound, held to the same rules: the admin listener may have taken its port.
            root.Context.InboundTags.Add(InboundOptions.DefaultTag);
            if (admin is not null && admin.Overlaps(InboundOptions.Default.Listen))
            {
                root.Fault(root.PlaceOf("admin"), $"the default inbound listens on {InboundOptions.Default.Listen} already");
            }

            return [InboundOptions.Default];
        }

        var inbounds = new List<InboundOptions>();
        foreach (var section in root.Sections("inbounds"))
        {
            var listen = ListenReader.Read(section, "listen");
            var inbound = Bind(section, inbounds.Count, listen ?? InboundOptions.Default.Listen);
            if (listen is not null || section.Find("listen") is null)
            {
                // A faulty address is told already; what stands in for it shall not cause another fault.
                Validate(section, inbound, inbounds, admin);
            }

            inbounds.Add(inbound);
        }

        if (root.Items("inbounds") is { Count: 0 })
        {
            root.Fault(root.PlaceOf("inbounds"), "a server without inbounds serves nobody; leave the key out for the default inbound");
        }

        return inbounds;
    }

    private static InboundOptions Bind(ConfigurationSection section, int index, ListenAddress listen)
    {
        var tag = section.String("tag") ?? DefaultTag(index);
        TagText.Declare(section, "tag", tag, section.Context.InboundTags, "inbound");
        var tls = InboundTlsSection.Bind(section);
        var allowPlaintext = section.Boolean("allowPlaintext") ?? false;
        var proxies = ProxyProtocol(section);

        // Behind another terminator, or on a network, datagrams beside the connection would be seen there.
        var isLocal = tls.Kind == InboundTlsKind.None && !allowPlaintext && proxies.Count == 0;
        return new InboundOptions
        {
            Tag = tag,
            Listen = listen,
            Protocols = Protocols(section),
            Tls = tls,
            AllowPlaintext = allowPlaintext,
            ProxyProtocolFrom = proxies,
            Bind = BindSection.Bind(section),
            Udp = UdpSection.Bind(section, isLocal),
            Place = section.Place,
        };
    }

    private static string DefaultTag(int index) =>
        index == 0 ? InboundOptions.DefaultTag : string.Create(CultureInfo.InvariantCulture, $"{InboundOptions.DefaultTag}-{index + 1}");

    private static void Validate(ConfigurationSection section, InboundOptions inbound, List<InboundOptions> others, ListenAddress? admin)
    {
        if (inbound is { Tls.Kind: InboundTlsKind.None, AllowPlaintext: false, Listen.IsLoopback: false })
        {
            section.Fault(section.PlaceOf("tls"), SockeyeOptions.PlaintextOffLoopback(inbound.Listen));
        }

        if (others.FirstOrDefault(other => other.Listen.Overlaps(inbound.Listen)) is { } other)
        {
            section.Fault(section.PlaceOf("listen"), $"inbound {ConfigurationPath.Quote(other.Tag)} listens on {other.Listen} already");
        }
        else if (admin is not null && admin.Overlaps(inbound.Listen))
        {
            section.Fault(section.PlaceOf("listen"), $"the admin listener has {admin} already; choose another port for one of them");
        }
    }

    private static InboundProtocols Protocols(ConfigurationSection section)
    {
        if (section.Strings("protocols") is not { } items)
        {
            return InboundOptions.Default.Protocols;
        }

        var protocols = InboundProtocols.None;
        foreach (var item in items)
        {
            var protocol = item.Text switch
            {
                "socks5" => InboundProtocols.Socks5,
                "http" => InboundProtocols.Http,
                _ => InboundProtocols.None,
            };
            if (protocol == InboundProtocols.None)
            {
                section.Fault(item.Place, $"no protocol is called {ConfigurationPath.Quote(item.Text)}{NearestName.Hint(item.Text, ["socks5", "http"])}");
            }

            protocols |= protocol;
        }

        return protocols;
    }

    private static IReadOnlyList<Core.Net.CidrRange> ProxyProtocol(ConfigurationSection section)
    {
        if (section.Section("proxyProtocol") is not { } proxyProtocol)
        {
            return [];
        }

        if (proxyProtocol.Find("from") is null)
        {
            section.Fault(proxyProtocol.Place, "\"from\" is missing: the ranges of the proxies whose header is believed");
        }

        return CidrList.Read(proxyProtocol, "from");
    }
}
