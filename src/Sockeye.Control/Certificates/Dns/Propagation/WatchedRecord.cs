using System.Net;
using Sockeye.Control.Certificates.Dns.Lookups;

namespace Sockeye.Control.Certificates.Dns.Propagation;

/// <summary>One name whose values shall be seen, and the servers that shall show them.</summary>
internal sealed class WatchedRecord(string name, IReadOnlySet<string> values, IReadOnlyList<IPEndPoint> resolvers)
{
    private string? _target;
    private IReadOnlyList<WatchedServer> _servers = [.. resolvers.Select(r => new WatchedServer(r, isResolver: true))];

    /// <summary>Everyone shows everything, but for those that can't be asked; one at least does.</summary>
    public bool IsComplete => _servers.Any(s => s.HasShown) && _servers.All(s => s.HasShown || s.IsLeftOut);

    /// <summary>Who doesn't show them, or null.</summary>
    public string? Remark =>
        _servers.Count == 0 ? $"{_target ?? name}: the name servers of its zone can't be found"
        : _servers.All(s => s.HasShown) ? null
        : $"{_target ?? name}: {string.Join(", ", _servers.Where(s => !s.HasShown).Select(s => $"{s.Address} {s.State}"))}";

    public async Task LookAsync(IDnsLookup lookup, CancellationToken cancellationToken)
    {
        if (_servers.Count == 0)
        {
            _target = await AliasFollower.FollowAsync(lookup, [null], name, cancellationToken);
            var found = await NameServerFinder.FindAsync(lookup, _target, cancellationToken);
            _servers = [.. found.Select(s => new WatchedServer(s, isResolver: false))];
        }

        await Task.WhenAll(_servers.Select(s => s.LookAsync(lookup, _target ?? name, values, cancellationToken)));
    }
}
