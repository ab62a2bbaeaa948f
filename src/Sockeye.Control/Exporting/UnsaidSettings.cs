using Sockeye.Control.Configuration;
using Sockeye.Core.Net;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Control.Exporting;

/// <summary>What of a configuration neither HAProxy nor Xray has a word for.</summary>
internal static class UnsaidSettings
{
    public static void Tell(SockeyeOptions options, IReadOnlyList<ExportedInbound> inbounds, ExportNotes notes)
    {
        notes.Warn("guard", "Xray reaches this machine and its private networks for every user; add rules for them, or a firewall");
        TellInbounds(inbounds, notes);
        notes.Add("timeouts.request, timeouts.drain", "no counterpart; timeouts.dial is how long HAProxy waits for Xray, whose own dials have limits of its own");
        if (options.Timeouts.Handshake < new TimeoutOptions().Handshake)
        {
            notes.Add("timeouts.handshake", "Xray's begins behind TLS, and is for the login alone; sockeye import takes it as this server's default, which is longer");
        }

        if (options.Limits.Connections is not null && !inbounds.Any(i => i.IsTls))
        {
            notes.Add("limits.connections", "can't be said: it is HAProxy that has a limit, and no inbound has TLS");
        }

        notes.Add("admin, log, tls", "not written: both programs log and tell of themselves in ways of their own");
        if (options.Acme.Count > 0) notes.Add("acme", "neither program renews certificates; whoever does must write HAProxy's files and reload it");
    }

    /// <summary>What a proxy of the configuration has beyond Xray's words.</summary>
    public static void Tell(OutboundOptions outbound, ExportNotes notes)
    {
        Tell($"outbounds {outbound.Tag}", outbound.Tls.PinSha256 is not null, outbound.Fallback, notes);
        if (outbound.Url.Scheme is ProxyScheme.Socks5 or ProxyScheme.Socks5Tls)
        {
            notes.Add("outbounds", "Xray sends UDP to a SOCKS5 proxy by UDP ASSOCIATE, outside its TLS; udp has no counterpart");
        }
    }

    /// <summary>What any upstream has beyond Xray's words.</summary>
    public static void Tell(string subject, bool hasPin, UpstreamFallback fallback, ExportNotes notes)
    {
        if (hasPin) notes.Warn(subject, "its pinned key can't be said: any certificate for its name that the authorities vouch for is taken");
        if (fallback == UpstreamFallback.Direct) notes.Add(subject, "fallback direct can't be said: while it can't be had, its connections are refused");
    }

    private static void TellInbounds(IReadOnlyList<ExportedInbound> inbounds, ExportNotes notes)
    {
        Note(i => i.IsTls, "Xray sees HAProxy's address as every client's; HAProxy's log has the client's");
        Note(i => i.Options.Bind is not null, "BIND is not served");
        Note(i => i.IsTls && i.Options.Udp.Tunnel && IsSocks(i), "UDP inside TLS is not served; udp is on in Xray, which opens it on loopback only");
        Note(i => i.IsTls && i.Options.Udp.Plain && IsSocks(i), "UDP ASSOCIATE beside TLS is not served: Xray listens on loopback");
        Note(i => !i.IsTls && i.Options.Udp.Plain != i.Options.Udp.Tunnel && IsSocks(i), "one of the two forms of UDP only; Xray has UDP ASSOCIATE or none, and sockeye import reads both forms or none");
        Note(
            i => i.IsTls && i.Options.Protocols != (InboundProtocols.Socks5 | InboundProtocols.Http),
            "one of socks5 and http only: Xray since 2024 takes HTTP on a socks port too, and sockeye import reads any port with TLS as both");
        notes.WarnFor(
            "inbounds",
            inbounds.Where(i => i is { IsTls: false, Options.Listen.IsLoopback: false }).Select(i => i.Tag),
            "without TLS off loopback: passwords cross the network readable, and sockeye import refuses such a port, since allowPlaintext can't be said");
        Note(i => i.Options.Udp.Ports is not null, "the ports for UDP can't be said");
        notes.WarnFor(
            "inbounds",
            inbounds.Where(i => i is { IsTls: false, Options.Listen.IsLoopback: false } && IsSocks(i) && i.ServesUdp).Select(i => i.Tag),
            "v2ray's UDP port relays for anyone who reaches it, with no login; close it by a firewall, or set udp to false");
        Note(i => i is { IsTls: false, Options.ProxyProtocolFrom.Count: > 0 }, "a PROXY header is required of every peer: Xray has no list of those who send one");

        void Note(Func<ExportedInbound, bool> applies, string message) => notes.AddFor("inbounds", inbounds.Where(applies).Select(i => i.Tag), message);
    }

    private static bool IsSocks(ExportedInbound inbound) => inbound.Options.Protocols.HasFlag(InboundProtocols.Socks5);
}
