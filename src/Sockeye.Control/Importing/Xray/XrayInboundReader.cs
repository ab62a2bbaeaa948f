using System.Net;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.Xray;

/// <summary>Reads one of <c>inbounds</c>.</summary>
internal static class XrayInboundReader
{
    /// <summary>Adds it to the one list or the other; to none where it can't be told where it listens.</summary>
    public static void Read(SourceObject inbound, XrayFile file, XrayTags tags, List<XrayInbound> inbounds, List<XrayForeignInbound> foreign)
    {
        var word = inbound.String("protocol");
        XrayInboundProtocol? protocol = word?.ToLowerInvariant() switch
        {
            "socks" => XrayInboundProtocol.Socks,
            "http" => XrayInboundProtocol.Http,
            "mixed" => XrayInboundProtocol.Mixed,
            _ => null,
        };
        var tag = tags.OfInbound(inbound, isForeign: word is not null && protocol is null);
        if (protocol is { } ours)
        {
            ReadOurs(inbound, ours, tag, file, inbounds);
        }
        else if (word is not null)
        {
            file.Notes.Unconcerned(inbound.Place, $"the protocol {ConfigurationPath.Quote(word)} is none of Sockeye's; this inbound is left out");
            foreign.Add(new XrayForeignInbound(word, XrayListenReader.PortOrNull(inbound), inbound.Place));
        }
        else if (!inbound.Has("protocol"))
        {
            inbound.Refuse("protocol", "no \"protocol\": write \"socks\", \"http\" or \"mixed\"");
        }
    }

    private static void ReadOurs(SourceObject inbound, XrayInboundProtocol protocol, XrayText? tag, XrayFile file, List<XrayInbound> inbounds)
    {
        var address = XrayListenReader.Address(inbound, file);
        var port = XrayListenReader.Port(inbound, file);
        var stream = XrayStreamReader.Read(inbound, file, isInbound: true);
        var tls = stream.IsTls ? XrayServerTlsReader.Read(stream, file) : null;
        if (inbound.Has("allocate"))
        {
            inbound.Unconcerned("allocate", "an inbound has one port here, always the same");
        }

        if (inbound.Object("sniffing") is { } sniffing)
        {
            Sniffing(inbound, sniffing);
        }

        var settings = inbound.Object("settings");
        if (settings is null && !inbound.Has("settings"))
        {
            inbound.Refuse("settings", "no \"settings\": Xray then lets everybody in, and nobody gets in here without a password; write \"accounts\"");
        }

        var accounts = settings is null ? [] : XrayAccountReader.Read(settings, protocol, file);
        var udp = settings?.Boolean("udp") is { } isServed ? new XrayFlag(isServed, settings.PlaceOf("udp")) : null;
        var udpAddress = settings is null ? null : UdpAddress(settings, file);
        var level = settings?.Integer("userLevel", 0, int.MaxValue) ?? 0;
        if (settings?.Has("timeout") == true)
        {
            settings.Unconcerned("timeout", "a limit of old versions, which later ones take from \"policy\"");
        }

        if (settings?.Boolean("allowTransparent") == true)
        {
            settings.Warn("allowTransparent", "requests that are meant for no proxy are refused here");
        }

        settings?.Finish();
        inbound.Finish();
        if (address is not null && port is { } number)
        {
            inbounds.Add(new XrayInbound
            {
                Tag = tag,
                Protocol = protocol,
                Address = address,
                Port = number,
                Accounts = accounts,
                Udp = udp,
                UdpAddress = udpAddress,
                Tls = tls,
                AcceptsProxy = stream.AcceptsProxy,
                Level = level,
                Place = inbound.Place,
            });
        }
    }

    private static void Sniffing(SourceObject inbound, SourceObject sniffing)
    {
        if (sniffing.Boolean("enabled") == true)
        {
            inbound.Warn("sniffing", "what clients send is not looked into here; a target stays what the client asked for");
        }
        else
        {
            inbound.Unconcerned("sniffing", "it is not enabled");
        }
    }

    private static XrayText? UdpAddress(SourceObject settings, XrayFile file)
    {
        if (file.Expanded(settings, "ip") is not { } text)
        {
            return null;
        }

        if (IPAddress.TryParse(text, out _))
        {
            return new XrayText(text, settings.PlaceOf("ip"));
        }

        settings.Warn("ip", $"{ConfigurationPath.Quote(text)} is no IP address; left out, so that UDP clients are told the address that they reached");
        return null;
    }
}
