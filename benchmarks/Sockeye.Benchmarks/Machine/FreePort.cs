using System.Net;
using System.Net.Sockets;

namespace Sockeye.Benchmarks.Machine;

/// <summary>Ports for programs that cannot choose one by themselves.</summary>
internal static class FreePort
{
    /// <summary>One that was free a moment ago. It is below the ephemeral range, so that no connection of a run takes it meanwhile.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 32_000);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken; another.
            }
        }
    }
}
