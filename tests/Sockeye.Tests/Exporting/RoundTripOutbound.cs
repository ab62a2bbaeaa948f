using Sockeye.Control.Upstreams;
using Sockeye.Core.Net;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Tests.Exporting;

/// <summary>A way out as connections find it under its tag, wherever it stands: one of the configuration hides an upstream of the database.</summary>
internal sealed record RoundTripOutbound(
    bool IsStored, string Proxy, (string?, bool) Password, bool IsUsable, string? Authority, string? Pin, UpstreamFallback Fallback, UpstreamUdp Udp)
{
    public static Dictionary<string, RoundTripOutbound> All(RoundTripState state)
    {
        var all = state.Upstreams.ToDictionary(upstream => upstream.Id, Of, StringComparer.Ordinal);
        foreach (var outbound in state.Options.Outbounds)
        {
            var (url, tls) = (outbound.Url, outbound.Tls);
            all[outbound.Tag] = new RoundTripOutbound(
                false, Text(ProxyUrl.NameOf(url.Scheme), url.Host, url.Port, url.UserName, tls.ServerName), (url.Password, url.Password is not null), true,
                tls.CertificateAuthority is { } file ? File.ReadAllText(file).Trim() : null,
                tls.PinSha256 is { } pin ? Convert.ToHexString(pin.Span) : null, outbound.Fallback, outbound.Udp);
        }

        return all;
    }

    private static RoundTripOutbound Of(UpstreamRecord upstream) => new(
        true, Text(upstream.Scheme, upstream.Host, upstream.Port, upstream.UserName, upstream.ServerName), (upstream.Password, upstream.HasPassword),
        upstream is { Enabled: true, Unavailable: null }, upstream.CertificateAuthorityPem?.Trim(),
        upstream.PinSha256 is { } pin ? Convert.ToHexString(pin.Span) : null, upstream.Fallback, default);

    // The name in the certificate is the host's where none is given.
    private static string Text(string scheme, string host, int port, string? user, string? serverName) =>
        $"{scheme}://{user}@{host}:{port} {(scheme is "socks5s" or "https" ? (serverName ?? host).ToUpperInvariant() : "")}";
}
