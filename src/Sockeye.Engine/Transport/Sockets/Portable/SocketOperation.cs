using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sockeye.Engine.Transport.Sockets.Portable;

/// <summary>One direction's waiting on a connected socket.</summary>
internal sealed class SocketOperation : SocketAwaitable
{
    /// <summary>Completes when there is something to receive, or an end; nothing is received.</summary>
    internal ValueTask WaitToReceiveAsync(Socket socket)
    {
        SetBuffer(Memory<byte>.Empty);
        Prepare();
        return Completion(socket.ReceiveAsync(this));
    }

    /// <summary>Sends all of <paramref name="buffer"/>.</summary>
    internal ValueTask<SocketError> SendAsync(Socket socket, ReadOnlyMemory<byte> buffer)
    {
        SetBuffer(MemoryMarshal.AsMemory(buffer));
        Prepare();
        return Outcome(socket.SendAsync(this));
    }
}
