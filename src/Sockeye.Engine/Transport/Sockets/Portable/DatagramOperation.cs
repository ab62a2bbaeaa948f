using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Transport.Sockets.Portable;

/// <summary>The waiting on a UDP socket.</summary>
internal sealed class DatagramOperation : SocketAwaitable
{
    private readonly byte[] _peeked = new byte[1];

    /// <summary>Completes when there is a datagram, which stays where it is.</summary>
    internal ValueTask WaitToReceiveAsync(Socket socket, EndPoint any)
    {
        // A buffer without room would do too, but some systems then complete at once.
        SetBuffer(_peeked);
        SocketFlags = SocketFlags.Peek;
        RemoteEndPoint = any;
        Prepare();
        return Completion(socket.ReceiveFromAsync(this));
    }
}
