using Sockeye.Control.Importing.ExternalProxies;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;
using Sockeye.Core.Net;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Control.Importing.Storing;

/// <summary>One external proxy beside the upstream of the database. A pin, and an authority where the files name none, is the operator's own and stays.</summary>
internal static class UpstreamImport
{
    public static ImportChange Apply(ExternalProxy proxy, UpstreamStore upstreams)
    {
        var scheme = ProxyUrl.NameOf(proxy.Scheme);
        var fallback = proxy.FallsBackToDirect ? UpstreamFallback.Direct : UpstreamFallback.Block;
        if (upstreams.Find(proxy.Id) is not { } stored)
        {
            upstreams.Add(new NewUpstream
            {
                Id = proxy.Id,
                Scheme = scheme,
                Host = proxy.Host,
                Port = proxy.Port,
                UserName = proxy.UserName,
                Password = proxy.Password,
                ServerName = proxy.ServerName,
                CertificateAuthorityPem = proxy.CertificateAuthorityPem,
                Fallback = fallback,
                Enabled = proxy.IsEnabled,
            });
            return new ImportChange("upstream", proxy.Id, ImportAction.Added, "");
        }

        string[] parts =
        [
            .. (stored.Scheme, stored.Host, stored.Port) != (scheme, proxy.Host, proxy.Port) ? ["address"] : Array.Empty<string>(),
            .. stored.UserName != proxy.UserName || stored.Password != proxy.Password ? ["login"] : Array.Empty<string>(),
            .. stored.ServerName != proxy.ServerName ? ["server name"] : Array.Empty<string>(),
            .. proxy.CertificateAuthorityPem is { } pem && pem.TrimEnd() != stored.CertificateAuthorityPem?.TrimEnd() ? ["authority"] : Array.Empty<string>(),
            .. stored.Fallback != fallback ? ["fallback"] : Array.Empty<string>(),
            .. stored.Enabled != proxy.IsEnabled ? [proxy.IsEnabled ? "enabled" : "disabled"] : Array.Empty<string>(),
        ];
        if (parts.Length == 0)
        {
            return new ImportChange("upstream", proxy.Id, ImportAction.Unchanged, "");
        }

        upstreams.Set(proxy.Id, new UpstreamChanges
        {
            Scheme = scheme,
            Host = proxy.Host,
            Port = proxy.Port,
            UserName = proxy.UserName,
            ServerName = proxy.ServerName,
            CertificateAuthorityPem = proxy.CertificateAuthorityPem is { } authority ? authority : default(Change<string?>),
            Fallback = fallback,
            Enabled = proxy.IsEnabled,
        });
        upstreams.SetPassword(proxy.Id, proxy.Password);
        return new ImportChange("upstream", proxy.Id, ImportAction.Changed, string.Join(", ", parts));
    }
}
