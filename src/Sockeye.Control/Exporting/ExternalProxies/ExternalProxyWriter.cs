using System.Text.Json.Nodes;
using Sockeye.Control.Clients;
using Sockeye.Control.Upstreams;

namespace Sockeye.Control.Exporting.ExternalProxies;

/// <summary>Writes an <c>external_proxy.json</c> with the upstreams of the database; those of the configuration are Xray's outbounds.</summary>
internal static class ExternalProxyWriter
{
    public static string Write(ExportSource source, ExportNotes notes)
    {
        foreach (var upstream in source.Upstreams)
        {
            var subject = $"upstream {upstream.Id}";
            if (upstream.PinSha256 is not null) notes.Warn(subject, "its pinned key can't be said in external_proxy.json");
            if (upstream.CertificateAuthorityPem is not null) notes.Warn(subject, $"its authority can't be said in external_proxy.json{(IsUsable(upstream) ? "; Xray's file has it" : "")}");
            if (upstream.Unavailable is not null) notes.Warn(subject, "its password can't be read, and is not written: switched off");
        }

        return JsonText.Write(new JsonObject
        {
            ["enabled"] = true,
            ["proxies"] = new JsonArray([.. source.Upstreams.Select(upstream => (JsonNode)Write(upstream))]),
        });
    }

    private static JsonObject Write(UpstreamRecord upstream)
    {
        var isTls = upstream.Scheme is "socks5s" or "https";
        var tls = new JsonObject { ["enabled"] = isTls };
        if (isTls)
        {
            tls["server_name"] = upstream.ServerName ?? upstream.Host;
            tls["allow_insecure"] = false;
        }

        return new JsonObject
        {
            ["id"] = upstream.Id,
            ["type"] = upstream.Scheme,
            ["address"] = upstream.Host,
            ["port"] = upstream.Port,
            ["username"] = upstream.UserName,
            ["password"] = upstream.Password,
            ["tls"] = tls,
            ["active"] = IsUsable(upstream),
            ["enabled"] = IsUsable(upstream), // users who name one that is only not active go through it all the same
            ["routing"] = new JsonObject { ["fallback"] = FallbackText.Of(upstream.Fallback) },
        };
    }

    private static bool IsUsable(UpstreamRecord upstream) => upstream is { Enabled: true, Unavailable: null };
}
