using Sockeye.Control.Importing.ExternalProxies;
using Sockeye.Control.Upstreams;
using Sockeye.Core.Net;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Control.Importing.Serving;

/// <summary>Makes upstreams of the external proxies that files give. One that did not change stays the same object, and keeps its TLS sessions.</summary>
internal sealed class ImportedUpstreamTable(TimeProvider time)
{
    private Dictionary<string, (ExternalProxy Proxy, UpstreamRecord Record)> _known = new(StringComparer.Ordinal);
    private long _revision;

    public IReadOnlyList<UpstreamRecord> Build(IReadOnlyList<ExternalProxy> proxies)
    {
        _known = proxies.ToDictionary(proxy => proxy.Id, proxy =>
        {
            var placeless = proxy with { Place = default };
            return _known.TryGetValue(proxy.Id, out var old) && old.Proxy == placeless ? old : (placeless, Record(placeless));
        }, StringComparer.Ordinal);
        return [.. _known.Values.Select(entry => entry.Record)];
    }

    private UpstreamRecord Record(ExternalProxy proxy)
    {
        var now = time.GetUtcNow();
        return new UpstreamRecord
        {
            Id = proxy.Id,
            Revision = --_revision,
            Scheme = ProxyUrl.NameOf(proxy.Scheme),
            Host = proxy.Host,
            Port = proxy.Port,
            UserName = proxy.UserName,
            Password = proxy.Password,
            HasPassword = proxy.Password is not null,
            ServerName = proxy.ServerName,
            CertificateAuthorityPem = proxy.CertificateAuthorityPem,
            Fallback = proxy.FallsBackToDirect ? UpstreamFallback.Direct : UpstreamFallback.Block,
            Enabled = proxy.IsEnabled,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}
