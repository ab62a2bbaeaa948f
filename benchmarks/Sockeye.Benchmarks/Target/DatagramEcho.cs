using System.Net;
using System.Net.Sockets;

namespace Sockeye.Benchmarks.Target;

/// <summary>Sends every datagram back to where it came from. Threads share the socket, so that neither core stands still for it.</summary>
internal static class DatagramEcho
{
    private const int Threads = 2;
    private const int LongestBytes = 64 * 1024;

    // What many associations have under way at once finds room.
    private const int KernelBufferBytes = 4 << 20;

    /// <summary>Binds, and returns the port. The threads end with the process.</summary>
    public static int Start()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = KernelBufferBytes };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        for (var i = 0; i < Threads; i++) new Thread(() => Serve(socket), maxStackSize: 256 * 1024) { IsBackground = true }.Start();
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static void Serve(Socket socket)
    {
        var buffer = new byte[LongestBytes];
        SocketAddress sender = new(AddressFamily.InterNetwork);
        while (true)
        {
            try
            {
                var count = socket.ReceiveFrom(buffer, SocketFlags.None, sender);
                socket.SendTo(buffer.AsSpan(0, count), SocketFlags.None, sender);
            }
            catch (SocketException)
            {
                // Of a client that is gone, or of a full queue: a datagram is lost, which is the generator's to count.
            }
        }
    }
}
