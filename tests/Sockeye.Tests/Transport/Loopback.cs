using System.Net;
using System.Net.Sockets;

namespace Sockeye.Tests.Transport;

/// <summary>Real sockets on the loopback interface, on ports that the system chose.</summary>
internal static class Loopback
{
    /// <summary>A connected pair.</summary>
    public static async Task<(Socket Accepted, Socket Connected)> PairAsync(int? receiveBufferBytes = null)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (receiveBufferBytes is { } size) listener.ReceiveBufferSize = size;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var connected = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (receiveBufferBytes is { } bytes) connected.ReceiveBufferSize = bytes;
        await connected.ConnectAsync(listener.LocalEndPoint!);
        return (await listener.AcceptAsync(), connected);
    }

    /// <summary>Closes so that the peer sees a reset.</summary>
    public static void Reset(Socket socket)
    {
        socket.LingerState = new(true, 0);
        socket.Dispose();
    }
}
