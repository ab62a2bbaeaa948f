using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.ExternalProxies;
using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;
using Sockeye.Core.Net;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Control.Importing.Storing;

/// <summary>One external proxy beside the upstream of the database. An authority or a pin is the operator's own: the files have no word for either, and so they stay.</summary>
internal static class UpstreamImport
{
    public static ImportChange Apply(ExternalProxy proxy, UpstreamStore upstreams, bool replaces)
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
            .. stored.Fallback != fallback ? ["fallback"] : Array.Empty<string>(),
            .. stored.Enabled != proxy.IsEnabled ? [proxy.IsEnabled ? "enabled" : "disabled"] : Array.Empty<string>(),
        ];
        if (parts.Length == 0)
        {
            return new ImportChange("upstream", proxy.Id, ImportAction.Unchanged, "");
        }

        if (!replaces)
        {
            throw new StoreException(
                StoreError.UpstreamTaken,
                $"{proxy.Place}: the database has an upstream {ConfigurationPath.Quote(proxy.Id)} that no import brought, with another {string.Join(", ", parts)}; remove one of the two, or say --overwrite");
        }

        upstreams.Set(proxy.Id, new UpstreamChanges
        {
            Scheme = scheme,
            Host = proxy.Host,
            Port = proxy.Port,
            UserName = proxy.UserName,
            ServerName = proxy.ServerName,
            Fallback = fallback,
            Enabled = proxy.IsEnabled,
        });
        upstreams.SetPassword(proxy.Id, proxy.Password);
        return new ImportChange("upstream", proxy.Id, ImportAction.Changed, string.Join(", ", parts));
    }
}
