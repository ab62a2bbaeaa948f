using Sockeye.Control.Certificates;
using Sockeye.Control.Configuration;
using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Routing;
using Sockeye.Engine.Inbounds;

namespace Sockeye.Tests.Exporting;

/// <summary>Something that is not the same behind an export and an import.</summary>
/// <param name="Field">What: <c>udp.plain</c>.</param>
/// <param name="Subject">Of which inbound, user or outbound; empty for the whole.</param>
/// <param name="Was">As it was.</param>
/// <param name="Is">As it is.</param>
internal sealed record RoundTripDifference(string Field, string Subject, string Was, string Is)
{
    /// <summary>All that there are.</summary>
    public static IReadOnlyList<RoundTripDifference> Between(RoundTripState before, RoundTripState after)
    {
        var found = new List<RoundTripDifference>();
        OfInbounds(before.Options, after.Options, found);
        OfOutbounds(before, after, found);
        OfUsers(before, after, found);
        OfDecisions(before, after, found);
        OfLimits(before.Options, after.Options, found);
        return found;
    }

    private static void OfInbounds(SockeyeOptions before, SockeyeOptions after, List<RoundTripDifference> found)
    {
        Compare(found, "inbounds", "", string.Join(',', before.Inbounds.Select(i => i.Tag)), string.Join(',', after.Inbounds.Select(i => i.Tag)));
        foreach (var (was, now) in before.Inbounds.Join(after.Inbounds, i => i.Tag, i => i.Tag, (was, now) => (was, now)))
        {
            Compare(found, "listen", was.Tag, was.Listen, now.Listen);
            Compare(found, "protocols", was.Tag, was.Protocols, now.Protocols);
            Compare(found, "tls", was.Tag, was.Tls.Kind == InboundTlsKind.None, now.Tls.Kind == InboundTlsKind.None);
            Compare(found, "tls.renewal", was.Tag, was.Tls.Kind == InboundTlsKind.LocalAuthority || was.Tls.Acme.Count > 0, now.Tls.Kind == InboundTlsKind.LocalAuthority || now.Tls.Acme.Count > 0);
            if (was.Tls.Kind == InboundTlsKind.Certificates)
            {
                Compare(found, "tls.certificates", was.Tag, Certificates(was), Certificates(now));
            }

            Compare(found, "proxyProtocol", was.Tag, string.Join(',', was.ProxyProtocolFrom), string.Join(',', now.ProxyProtocolFrom));
            Compare(found, "bind", was.Tag, was.Bind is not null, now.Bind is not null);
            if (!was.Protocols.HasFlag(InboundProtocols.Socks5))
            {
                continue; // nothing asks for UDP there
            }

            Compare(found, "udp.tunnel", was.Tag, was.Udp.Tunnel, now.Udp.Tunnel);
            Compare(found, "udp.plain", was.Tag, was.Udp.Plain, now.Udp.Plain);
            if (was.Udp.Plain && now.Udp.Plain)
            {
                Compare(found, "udp.advertise", was.Tag, was.Udp.Advertise, now.Udp.Advertise);
            }

            Compare(found, "udp.ports", was.Tag, was.Udp.Ports, now.Udp.Ports);
        }
    }

    private static string Certificates(InboundOptions inbound) => string.Join(';', inbound.Tls.Certificates.Select(files =>
    {
        var certificate = CertificateFiles.Load(files.Certificate, files.Key).Certificate;
        return string.Join(',', certificate.Intermediates.Prepend(certificate.Leaf).Select(c => c.Thumbprint)) + (certificate.Leaf.HasPrivateKey ? "+key" : "");
    }));

    private static void OfOutbounds(RoundTripState before, RoundTripState after, List<RoundTripDifference> found)
    {
        var (was, now) = (RoundTripOutbound.All(before), RoundTripOutbound.All(after));
        Compare(found, "outbounds", "", string.Join(',', was.Keys.Order(StringComparer.Ordinal)), string.Join(',', now.Keys.Order(StringComparer.Ordinal)));
        foreach (var hidden in before.Upstreams.Where(u => before.Options.Outbounds.Any(o => o.Tag == u.Id)))
        {
            Compare(found, "hidden", hidden.Id, true, after.Upstreams.Any(u => u.Id == hidden.Id));
        }

        foreach (var (tag, one) in was)
        {
            if (!now.TryGetValue(tag, out var other)) continue;
            Compare(found, "place", tag, one.IsStored, other.IsStored);
            Compare(found, "proxy", tag, one.Proxy, other.Proxy);
            Compare(found, "password", tag, one.Password, other.Password);
            Compare(found, "enabled", tag, one.IsUsable, other.IsUsable);
            Compare(found, "authority", tag, one.Authority, other.Authority);
            Compare(found, "pin", tag, one.Pin, other.Pin);
            Compare(found, "fallback", tag, one.Fallback, other.Fallback);
            Compare(found, "udp", tag, one.Udp, other.Udp);
        }
    }

    private static void OfUsers(RoundTripState before, RoundTripState after, List<RoundTripDifference> found)
    {
        var byName = after.Users.ToDictionary(u => u.Name, StringComparer.Ordinal);
        Compare(found, "users", "", before.Users.Count, after.Users.Count);
        foreach (var was in before.Users)
        {
            var now = byName[was.Name];
            var identity = (was.Email, was.Uuid, was.PasswordHash, was.Enabled, was.ExpiresAt);
            Compare(found, "user", was.Name, identity, (now.Email, now.Uuid, now.PasswordHash, now.Enabled, now.ExpiresAt));
            Compare(found, "commands", was.Name, was.Commands, now.Commands);
            if (was.Upstream is not { } id || before.Options.Outbounds.All(o => o.Tag != id))
            {
                Compare(found, "upstream", was.Name, was.Upstream, now.Upstream);
            }
        }
    }

    /// <summary>Where a connection goes, for whoever asks wherever for whatever; and by which rule, where it has a name.</summary>
    private static void OfDecisions(RoundTripState before, RoundTripState after, List<RoundTripDifference> found)
    {
        var (was, now) = (RouteTableBuilder.Build(before.Options.Routing), RouteTableBuilder.Build(after.Options.Routing));
        var names = before.Options.Routing.Rules.Select(rule => rule.Name).Where(name => !name.StartsWith("routing.rules[", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var later = after.Users.ToDictionary(u => u.Name, StringComparer.Ordinal);
        foreach (var inbound in before.Options.Inbounds.Select(i => i.Tag).Intersect(after.Options.Inbounds.Select(i => i.Tag)))
        {
            foreach (var user in before.Users)
            {
                foreach (var network in new[] { Network.Tcp, Network.Udp })
                {
                    Destination.TryFromHost("target.example", 443, out var target).ShouldBeTrue();
                    var one = was.Decide(new RouteQuery(inbound, user.Name, user.Email, user.Upstream, network, target));
                    var other = now.Decide(new RouteQuery(inbound, user.Name, later[user.Name].Email, later[user.Name].Upstream, network, target));
                    Compare(found, "decision", $"{inbound} {user.Name} {network}", one.Outbound, other.Outbound);
                    if (names.Contains(one.Rule)) Compare(found, "rule", $"{inbound} {user.Name} {network}", one.Rule, other.Rule);
                }
            }
        }

        Compare(found, "default", "", before.Options.Routing.Default, after.Options.Routing.Default);
    }

    private static void OfLimits(SockeyeOptions before, SockeyeOptions after, List<RoundTripDifference> found)
    {
        Compare(found, "timeouts.handshake", "", before.Timeouts.Handshake, after.Timeouts.Handshake);
        Compare(found, "timeouts.idle", "", before.Timeouts.Idle, after.Timeouts.Idle);
        Compare(found, "timeouts.halfClosed", "", before.Timeouts.HalfClosed, after.Timeouts.HalfClosed);
        Compare(found, "timeouts.dial", "", before.Timeouts.Dial, after.Timeouts.Dial);
        Compare(found, "timeouts.request", "", before.Timeouts.Request, after.Timeouts.Request);
        Compare(found, "timeouts.drain", "", before.Timeouts.Drain, after.Timeouts.Drain);
        Compare(found, "limits.connections", "", before.Limits.Connections, after.Limits.Connections);
        Compare(found, "acme", "", before.Acme.Count, after.Acme.Count);
        Compare(found, "guard", "", string.Join(',', before.Guard.AllowPrivateNetworks), string.Join(',', after.Guard.AllowPrivateNetworks));
        Compare(found, "admin", "", before.Admin, after.Admin);
        Compare(found, "log", "", before.Log, after.Log);
        Compare(found, "provider", "", before.Tls, after.Tls);
    }

    private static void Compare<T>(List<RoundTripDifference> found, string field, string subject, T was, T now)
    {
        if (!EqualityComparer<T>.Default.Equals(was, now)) found.Add(new RoundTripDifference(field, subject, $"{was}", $"{now}"));
    }
}
