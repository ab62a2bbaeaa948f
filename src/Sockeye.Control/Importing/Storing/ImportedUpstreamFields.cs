using Sockeye.Control.Importing.ExternalProxies;
using Sockeye.Control.Upstreams;
using Sockeye.Core.Net;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Control.Importing.Storing;

/// <summary>What the file of external proxies says of one, in the words of the database. The login is a secret.</summary>
internal sealed record ImportedUpstreamFields(
    string Scheme, string Host, int Port, string? UserName, string? Password, string? ServerName, string? CertificateAuthorityPem,
    UpstreamFallback Fallback, bool Enabled)
{
    public static ImportedUpstreamFields Of(ExternalProxy proxy) => new(
        ProxyUrl.NameOf(proxy.Scheme), proxy.Host, proxy.Port, proxy.UserName, proxy.Password, proxy.ServerName, proxy.CertificateAuthorityPem?.TrimEnd(),
        proxy.FallsBackToDirect ? UpstreamFallback.Direct : UpstreamFallback.Block, proxy.IsEnabled);

    public static ImportedUpstreamFields Of(UpstreamRecord stored) => new(
        stored.Scheme, stored.Host, stored.Port, stored.UserName, stored.Password, stored.ServerName, stored.CertificateAuthorityPem?.TrimEnd(),
        stored.Fallback, stored.Enabled);

    /// <summary><c>***</c>.</summary>
    public override string ToString() => "***";
}
