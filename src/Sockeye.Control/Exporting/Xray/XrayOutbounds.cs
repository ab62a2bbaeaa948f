using System.Net;
using System.Text.Json.Nodes;
using Sockeye.Control.Configuration;
using Sockeye.Control.Upstreams;
using Sockeye.Core.Routing;

namespace Sockeye.Control.Exporting.Xray;

/// <summary>The ways out, the default first: Xray sends there what no rule holds for.</summary>
internal sealed class XrayOutbounds(string directory, ExportNotes notes)
{
    private readonly List<ExportedFile> _authorities = [];

    /// <summary>The authorities of the database's upstreams, which Xray reads from files.</summary>
    public IReadOnlyList<ExportedFile> Authorities => _authorities;

    public JsonArray Write(ExportSource source)
    {
        var configured = source.Options.Outbounds.Select(o => o.Tag).ToHashSet(StringComparer.Ordinal);
        foreach (var hidden in source.Upstreams.Where(u => configured.Contains(u.Id)))
        {
            notes.Add($"upstream {hidden.Id}", "the configuration has an outbound of this tag, which is the one that is used, and written");
        }

        List<(string Tag, JsonNode Outbound)> all =
        [
            (WellKnownOutbounds.Direct, Bare(WellKnownOutbounds.Direct, "freedom")),
            (WellKnownOutbounds.Block, Bare(WellKnownOutbounds.Block, "blackhole")),
            .. source.Options.Outbounds.Select(o => (o.Tag, Configured(o))),
            .. source.Upstreams.Where(u => !configured.Contains(u.Id)).Select(u => (u.Id, Stored(u))),
        ];
        return new JsonArray([.. all.OrderByDescending(o => o.Tag == source.Options.Routing.Default).Select(o => o.Outbound)]);
    }

    private JsonObject Configured(OutboundOptions outbound)
    {
        UnsaidSettings.Tell(outbound, notes);
        var url = outbound.Url;
        return Proxy(
            outbound.Tag, Core.Net.ProxyUrl.NameOf(url.Scheme), url.Host, url.Port, url.UserName, url.Password, outbound.Tls.ServerName, outbound.Tls.CertificateAuthority);
    }

    private JsonObject Stored(UpstreamRecord upstream)
    {
        var subject = $"upstream {upstream.Id}";
        if (!upstream.Enabled || upstream.Unavailable is not null)
        {
            // A tag that is nowhere defined means the first outbound to Xray, which is direct.
            notes.Add(subject, "disabled, or its password can't be read: written as a blackhole, so that nothing goes around it");
            return Bare(upstream.Id, "blackhole");
        }

        UnsaidSettings.Tell(subject, upstream.PinSha256 is not null, upstream.Fallback, notes);
        if (upstream.Scheme.StartsWith("socks5", StringComparison.Ordinal))
        {
            notes.Add("outbounds", "Xray sends UDP to a SOCKS5 proxy by UDP ASSOCIATE, outside its TLS; udp has no counterpart");
        }

        string? authority = null;
        if (upstream.CertificateAuthorityPem is { } pem)
        {
            authority = Path.Combine(directory, upstream.Id + "-ca.pem");
            _authorities.Add(new ExportedFile(authority, pem.EndsWith('\n') ? pem : pem + "\n"));
        }

        return Proxy(upstream.Id, upstream.Scheme, upstream.Host, upstream.Port, upstream.UserName, upstream.Password, upstream.ServerName, authority);
    }

    private static JsonObject Bare(string tag, string protocol) => new() { ["tag"] = tag, ["protocol"] = protocol };

    private static JsonObject Proxy(
        string tag, string scheme, string host, int port, string? user, string? password, string? serverName, string? authority)
    {
        var server = new JsonObject { ["address"] = host, ["port"] = port };
        if (user is not null)
        {
            server["users"] = new JsonArray(new JsonObject { ["user"] = user, ["pass"] = password ?? "" });
        }

        var outbound = Bare(tag, scheme.StartsWith("socks5", StringComparison.Ordinal) ? "socks" : "http");
        outbound["settings"] = new JsonObject { ["servers"] = new JsonArray(server) };
        if (scheme is "socks5s" or "https")
        {
            outbound["streamSettings"] = new JsonObject { ["network"] = "tcp", ["security"] = "tls", ["tlsSettings"] = Tls(host, serverName, authority) };
        }

        return outbound;
    }

    private static JsonObject Tls(string host, string? serverName, string? authority)
    {
        // Without a name Xray takes a host that is one, and fails for an address.
        var tls = new JsonObject();
        var name = serverName ?? host;
        if (!string.Equals(name, host, StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out _)) tls["serverName"] = name;
        if (authority is not null)
        {
            tls["disableSystemRoot"] = true;
            tls["certificates"] = new JsonArray(new JsonObject { ["usage"] = "verify", ["certificateFile"] = authority });
        }

        return tls;
    }
}
