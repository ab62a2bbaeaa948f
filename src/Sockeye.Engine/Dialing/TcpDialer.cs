using System.Net;
using System.Net.Sockets;
using Sockeye.Core.Net;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Dialing;

/// <summary>
/// Opens TCP connections: resolves, asks the guard about every address before it is dialled, and races what is left.
/// Thread-safe and without state; one for all outbounds.
/// </summary>
public sealed class TcpDialer
{
    private readonly INameResolver _resolver;
    private readonly AddressRace _race;

    /// <summary>A dialer of real sockets.</summary>
    public TcpDialer(DialOptions options, INameResolver resolver, TimeProvider time, SocketSource sockets)
        : this(options, resolver, time, (ITcpConnector)sockets)
    {
    }

    internal TcpDialer(DialOptions options, INameResolver resolver, TimeProvider time, ITcpConnector connector)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(time);
        Options = options;
        Time = time;
        _resolver = resolver;
        _race = new AddressRace(connector, options.AttemptDelay, time);
    }

    internal DialOptions Options { get; }

    internal TimeProvider Time { get; }

    /// <summary>
    /// Connects within the dial limit. Never throws for what the network does; cancellation completes with
    /// <see cref="DialErrorKind.Aborted"/>.
    /// </summary>
    /// <param name="destination">Where to.</param>
    /// <param name="guard">Checks each address; null where the operator named the destination himself (an upstream).</param>
    /// <param name="fairnessKey">Whose share of the resolver's queue this uses.</param>
    /// <param name="timings">Takes the times of <see cref="DialStage.Resolve"/> and <see cref="DialStage.Connect"/>.</param>
    /// <param name="cancellationToken">Ends the dial.</param>
    public async ValueTask<TcpDialResult> ConnectAsync(
        Destination destination, NetworkGuard? guard, string fairnessKey, DialTimings timings, CancellationToken cancellationToken)
    {
        using var limit = StartLimit(cancellationToken);
        return await ConnectAsync(destination, guard, fairnessKey, timings, limit);
    }

    internal DialLimit StartLimit(CancellationToken session, TimeSpan? left = null) => new(left ?? Options.DialTimeout, Time, session);

    internal async ValueTask<TcpDialResult> ConnectAsync(
        Destination destination, NetworkGuard? guard, string fairnessKey, DialTimings timings, DialLimit limit)
    {
        ArgumentNullException.ThrowIfNull(timings);
        var resolved = await ResolveAsync(destination, fairnessKey, timings, limit);
        if (!resolved.IsResolved)
        {
            return TcpDialResult.Failed(resolved.Error);
        }

        var addresses = resolved.Addresses;
        if (guard is not null)
        {
            addresses = Permitted(addresses, destination.Port, guard, out var reason);
            if (addresses.Count == 0)
            {
                return TcpDialResult.Failed(DialStage.Guard, DialErrorKind.NotAllowed, $"{destination}: {reason}");
            }
        }

        return await ConnectAsync(destination, addresses, timings, limit);
    }

    /// <summary>The addresses of a destination: its own, or those of its name, within the limit.</summary>
    internal ValueTask<ResolveResult> ResolveAsync(Destination destination, string fairnessKey, DialTimings timings, DialLimit limit) =>
        destination.Address is { } literal
            ? new(ResolveResult.Resolved([literal]))
            : LookUpAsync(destination, fairnessKey, timings, limit);

    private async ValueTask<ResolveResult> LookUpAsync(Destination destination, string fairnessKey, DialTimings timings, DialLimit limit)
    {
        var since = Time.GetTimestamp();
        var home = HomeThread.Current;
        var resolved = await _resolver.ResolveAsync(destination.Host, fairnessKey, limit.Token);
        await home; // what is dialled is polled by the session's own thread
        timings.Add(DialStage.Resolve, Time.GetElapsedTime(since));

        // The resolver sees one token; which of the two ended it only the limit knows.
        return resolved.IsResolved || resolved.Error.Kind != DialErrorKind.Aborted
            ? resolved
            : ResolveResult.Failed(limit.ErrorAt(DialStage.Resolve, destination.Host));
    }

    private async ValueTask<TcpDialResult> ConnectAsync(
        Destination destination, IReadOnlyList<IPAddress> addresses, DialTimings timings, DialLimit limit)
    {
        if (addresses.Count > Options.MaximumAddresses)
        {
            addresses = [.. addresses.Take(Options.MaximumAddresses)];
        }

        var since = Time.GetTimestamp();
        var attempt = await _race.RunAsync(addresses, destination.Port, limit.Token);
        timings.Add(DialStage.Connect, Time.GetElapsedTime(since));
        if (attempt.Port is { } port)
        {
            return TcpDialResult.Connected(port);
        }

        var what = addresses.Count == 1 ? $"{destination}" : $"{destination} ({addresses.Count} addresses)";
        var error = attempt.Error;
        if (limit.IsOver)
        {
            error = SocketErrorMapping.MoreTelling(error, SocketError.TimedOut);
            if (limit.Reason == DialErrorKind.Aborted || error == SocketError.TimedOut)
            {
                return TcpDialResult.Failed(limit.ErrorAt(DialStage.Connect, what));
            }
        }

        return TcpDialResult.Failed(DialStage.Connect, SocketErrorMapping.ToKind(error), $"{what}: {SocketErrorMapping.Describe(error)}");
    }

    private static List<IPAddress> Permitted(IReadOnlyList<IPAddress> addresses, ushort port, NetworkGuard guard, out string reason)
    {
        var permitted = new List<IPAddress>(addresses.Count);
        reason = "";
        foreach (var address in addresses)
        {
            var verdict = guard.Check(address, port);
            if (verdict.IsAllowed)
            {
                permitted.Add(address);
            }
            else if (reason.Length == 0)
            {
                reason = $"{address} is refused, {verdict.Reason}";
            }
        }

        return permitted;
    }
}
