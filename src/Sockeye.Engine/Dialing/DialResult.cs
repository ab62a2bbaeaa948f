using System.Diagnostics.CodeAnalysis;
using System.Net;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Dialing;

/// <summary>A channel with its bound address, or the reason why there is none.</summary>
public sealed class DialResult
{
    private DialResult(DuplexChannel? channel, IPEndPoint? boundEndPoint, DialError? error)
    {
        Channel = channel;
        BoundEndPoint = boundEndPoint;
        Error = error;
    }

    /// <summary>The connection; null where <see cref="Error"/> is set. Whoever takes the result disposes it.</summary>
    public DuplexChannel? Channel { get; }

    /// <summary>BND.ADDR and BND.PORT: the outgoing socket's local address, or what an upstream SOCKS proxy said, when it is an address.</summary>
    public IPEndPoint? BoundEndPoint { get; }

    /// <summary>Why not; null on success.</summary>
    public DialError? Error { get; }

    /// <summary>
    /// Why the upstream that the route names could not be had, where the direct way was taken in its place, with success or
    /// without; null otherwise.
    /// </summary>
    public DialError? Bypassed { get; private init; }

    /// <summary>Whether there is a connection.</summary>
    [MemberNotNullWhen(true, nameof(Channel))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsConnected => Channel is not null;

    /// <summary>Success.</summary>
    public static DialResult Connected(DuplexChannel channel, IPEndPoint? boundEndPoint) => new(channel, boundEndPoint, null);

    /// <summary>The same by a way that was taken since an upstream could not be had; a failure tells of both.</summary>
    internal DialResult InPlaceOf(DialError upstream) =>
        new(Channel, BoundEndPoint, Error is null ? null : Error with { Message = $"{Error.Message} (directly: {upstream.Message})" }) { Bypassed = upstream };

    /// <summary>Failure.</summary>
    public static DialResult Failed(DialError error) => new(null, null, error);

    /// <summary>Failure.</summary>
    public static DialResult Failed(DialStage stage, DialErrorKind kind, string message) => Failed(new DialError(stage, kind, message));
}
