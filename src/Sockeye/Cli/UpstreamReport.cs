using Sockeye.Control.Upstreams;

namespace Sockeye.Cli;

/// <summary>An upstream in a listing: everything but secrets.</summary>
internal sealed record UpstreamReport(
    string Id, string Url, bool HasPassword, bool Enabled, string? Unavailable, string? ServerName, bool HasCertificateAuthority, string? PinSha256,
    string Fallback, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static UpstreamReport From(UpstreamRecord upstream) => new(
        upstream.Id,
        UrlOf(upstream),
        upstream.HasPassword,
        upstream.Enabled,
        upstream.Unavailable,
        upstream.ServerName,
        upstream.CertificateAuthorityPem is not null,
        upstream.PinSha256 is { } pin ? Convert.ToHexStringLower(pin.Span) : null,
        FallbackText.Of(upstream.Fallback),
        upstream.CreatedAt,
        upstream.UpdatedAt);

    /// <summary><c>scheme://user@host:port</c>, without the password.</summary>
    public static string UrlOf(UpstreamRecord upstream)
    {
        var user = upstream.UserName is { } name ? Uri.EscapeDataString(name) + "@" : "";
        var host = upstream.Host.Contains(':', StringComparison.Ordinal) ? $"[{upstream.Host}]" : upstream.Host;
        return $"{upstream.Scheme}://{user}{host}:{upstream.Port}";
    }

    /// <summary>One word for people.</summary>
    public string State => !Enabled ? "disabled" : Unavailable is null ? "enabled" : "unavailable";
}
