using System.Diagnostics.CodeAnalysis;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Dialing;

/// <summary>A connected socket, or the reason why there is none.</summary>
public sealed class TcpDialResult
{
    private TcpDialResult(SocketPort? port, DialError? error)
    {
        Port = port;
        Error = error;
    }

    /// <summary>The socket, without Nagle's delay; whoever takes the result closes it.</summary>
    public SocketPort? Port { get; }

    /// <summary>Why not; null on success.</summary>
    public DialError? Error { get; }

    /// <summary>Whether there is a socket.</summary>
    [MemberNotNullWhen(true, nameof(Port))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsConnected => Port is not null;

    /// <summary>Success.</summary>
    public static TcpDialResult Connected(SocketPort port) => new(port, null);

    /// <summary>Failure.</summary>
    public static TcpDialResult Failed(DialError error) => new(null, error);

    /// <summary>Failure.</summary>
    public static TcpDialResult Failed(DialStage stage, DialErrorKind kind, string message) => Failed(new DialError(stage, kind, message));
}
