using System.Net;
using Sockeye.Engine.Dialing;

namespace Sockeye.Engine.Binding;

/// <summary>A port that waits for one peer: here, or at an upstream.</summary>
public abstract class BoundPort : IAsyncDisposable
{
    /// <summary>Where the peer shall connect to, as the client is told; null where an upstream told a name.</summary>
    public abstract IPEndPoint? EndPoint { get; }

    /// <summary>
    /// Waits for the peer, once; its address is the result's bound end point. Never throws for what the network does;
    /// cancellation completes with <see cref="DialErrorKind.Aborted"/>. The time limit is applied inside.
    /// </summary>
    public abstract ValueTask<DialResult> AcceptAsync(CancellationToken cancellationToken);

    /// <summary>Why nobody is there at the end of the wait.</summary>
    private protected static DialResult Nobody(DialLimit limit, DialStage stage, string port) => DialResult.Failed(limit.Reason == DialErrorKind.TimedOut
        ? new DialError(stage, DialErrorKind.TimedOut, $"nobody came to {port} in time")
        : limit.ErrorAt(stage, port));

    /// <summary>Stops waiting, and closes what a peer has not taken.</summary>
    public abstract ValueTask DisposeAsync();
}

/// <summary>A port, or the reason why there is none.</summary>
/// <param name="Port">The port; whoever takes the result disposes it.</param>
/// <param name="Error">Why not.</param>
public readonly record struct BindResult(BoundPort? Port, DialError? Error)
{
    /// <summary>Failure.</summary>
    public static BindResult Failed(DialStage stage, DialErrorKind kind, string message) => new(null, new DialError(stage, kind, message));
}
