using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace Sockeye.Engine.Dialing;

/// <summary>A connected socket, or the reason why there is none.</summary>
public sealed class TcpDialResult
{
    private TcpDialResult(Socket? socket, DialError? error)
    {
        Socket = socket;
        Error = error;
    }

    /// <summary>The socket, without Nagle's delay; whoever takes the result disposes it.</summary>
    public Socket? Socket { get; }

    /// <summary>Why not; null on success.</summary>
    public DialError? Error { get; }

    /// <summary>Whether there is a socket.</summary>
    [MemberNotNullWhen(true, nameof(Socket))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsConnected => Socket is not null;

    /// <summary>Success.</summary>
    public static TcpDialResult Connected(Socket socket) => new(socket, null);

    /// <summary>Failure.</summary>
    public static TcpDialResult Failed(DialError error) => new(null, error);

    /// <summary>Failure.</summary>
    public static TcpDialResult Failed(DialStage stage, DialErrorKind kind, string message) => Failed(new DialError(stage, kind, message));
}
