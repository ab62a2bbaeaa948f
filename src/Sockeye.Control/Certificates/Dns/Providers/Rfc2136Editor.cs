using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Sockeye.Acme;
using Sockeye.Control.Certificates.Dns.Lookups;
using Sockeye.Control.Certificates.Dns.Updates;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Dns.Providers;

/// <summary>Records by dynamic update of their zone (RFC 2136), signed (RFC 8945), over TCP.</summary>
/// <param name="options">Server and key.</param>
/// <param name="resolvers">Who is asked for a CNAME that the server doesn't know of; empty for the system's.</param>
/// <param name="lookup">Asks.</param>
/// <param name="time">What is signed.</param>
internal sealed class Rfc2136Editor(Rfc2136Options options, IReadOnlyList<IPEndPoint> resolvers, IDnsLookup lookup, TimeProvider time) : IDnsRecordEditor
{
    // A server that signs its zone on the way may need some seconds.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TsigKey _key = new(options.KeyName, options.Algorithm, options.Secret);
    private readonly string _server = $"{options.Server.Host}:{options.Server.Port}";

    public Task AddTextAsync(string name, string value, CancellationToken cancellationToken) =>
        EditAsync(name, (id, zone, target) => UpdateMessage.Add(id, zone, target, value, options.TimeToLive), cancellationToken);

    public Task RemoveTextAsync(string name, string value, CancellationToken cancellationToken) =>
        EditAsync(name, (id, zone, target) => UpdateMessage.Remove(id, zone, target, value), cancellationToken);

    private async Task EditAsync(string name, Func<ushort, string, string, byte[]> write, CancellationToken cancellationToken)
    {
        var servers = await AddressesAsync(cancellationToken);
        var target = await AliasFollower.FollowAsync(lookup, [.. servers, .. AliasFollower.Resolvers(resolvers)], name, cancellationToken);
        var zone = options.Zone ?? await ZoneAsync(servers, target, cancellationToken);
        if (!DnsName.IsWithin(target, zone))
        {
            throw new ChallengeException($"{target} is not in the zone {zone}; correct \"zone\", or leave it out");
        }

        var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        var request = TsigSignature.Sign(write(id, zone, target), _key, time.GetUtcNow(), out var mac);
        var answer = await SendAsync(servers, request, cancellationToken);
        if (!UpdateAnswer.TryRead(answer, out var read) || read.Id != id)
        {
            throw new ChallengeException($"what {_server} answered to an update is no answer of DNS; is it a name server?");
        }

        if (UpdateRefusal.Describe(read, _server, zone, _key, time.GetUtcNow()) is { } refusal)
        {
            throw new ChallengeException(refusal);
        }

        if (!TsigSignature.Verifies(read, _key, mac, time.GetUtcNow()))
        {
            throw new ChallengeException(
                $"the answer of {_server} is not signed with the key {_key.Name}, so nothing says that the record was changed; somebody may stand between");
        }
    }

    private async Task<string> ZoneAsync(IReadOnlyList<IPEndPoint> servers, string name, CancellationToken cancellationToken)
    {
        foreach (var server in servers)
        {
            if (await ZoneFinder.FindAsync(lookup, server, name, cancellationToken) is { Length: > 0 } zone)
            {
                return zone;
            }
        }

        throw new ChallengeException($"{_server} does not tell in which zone {name} is; name the zone's primary server under \"server\", or the zone under \"zone\"");
    }

    private async Task<IReadOnlyList<IPEndPoint>> AddressesAsync(CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(options.Server.Host, out var literal))
        {
            return [new IPEndPoint(literal, options.Server.Port)];
        }

        try
        {
            var addresses = await System.Net.Dns.GetHostAddressesAsync(options.Server.Host, cancellationToken);
            return [.. addresses.Select(a => new IPEndPoint(a, options.Server.Port))];
        }
        catch (SocketException error)
        {
            throw new ChallengeException($"the name server {options.Server.Host} has no address: {error.Message}", error);
        }
    }

    private async Task<byte[]> SendAsync(IReadOnlyList<IPEndPoint> servers, byte[] request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        IOException? failure = null;
        try
        {
            foreach (var server in servers)
            {
                try
                {
                    return await UpdateExchange.SendAsync(server, request, either.Token);
                }
                catch (IOException error)
                {
                    failure = error;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChallengeException($"{_server} did not answer to an update over TCP within {DurationText.Format(Limit)}; is its port open for this machine?");
        }

        throw new ChallengeException($"{_server} can't be reached over TCP for an update: {failure?.Message.ReplaceLineEndings(" ")}", failure);
    }
}
