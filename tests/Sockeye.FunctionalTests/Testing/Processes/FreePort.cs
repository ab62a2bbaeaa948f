using System.Net;
using System.Net.Sockets;

namespace Sockeye.FunctionalTests.Testing.Processes;

/// <summary>Ports for programs that cannot be told "any".</summary>
internal static class FreePort
{
    // Below the range from which the system takes ports for outgoing connections: between our look and the program's
    // bind nobody but another test process takes one, and those begin elsewhere.
    private const int First = 12_000;
    private const int Count = 20_000;

    private static int _next = Random.Shared.Next(Count);

    /// <summary>A port that was free on every loopback address a moment ago, never given twice in a row.</summary>
    public static int Take()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException("no free port");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
