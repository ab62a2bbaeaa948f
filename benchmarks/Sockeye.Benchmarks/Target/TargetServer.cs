using System.Net;
using System.Net.Sockets;
using Sockeye.Benchmarks.Wire;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Benchmarks.Target;

/// <summary>
/// Where everything ends: a plaintext listener for what comes out of a proxy, and a TLS listener for the run without one.
/// Threads wait in accept and serve what they get to its end; a connection that parks leaves its thread.
/// </summary>
internal sealed class TargetServer(SslServerContext tls)
{
    // Above the most connections that are busy at once (64), with room for those that are just closing.
    private const int Threads = 128;

    /// <summary>Listens, and returns the ports. The threads end with the process.</summary>
    public (int Plain, int Tls) Start()
    {
        var plain = Listen(useTls: false);
        return (plain, Listen(useTls: true));
    }

    private int Listen(bool useTls)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4096);
        for (var i = 0; i < Threads; i++)
        {
            new Thread(() => Serve(listener, useTls), maxStackSize: 256 * 1024) { IsBackground = true }.Start();
        }

        return ((IPEndPoint)listener.LocalEndPoint!).Port;
    }

    private void Serve(Socket listener, bool useTls)
    {
        // Made at the first use: most threads only wait.
        Staging? staging = null;
        while (true)
        {
            var socket = listener.Accept();
            staging ??= new();
            try
            {
                socket.NoDelay = true;
                Channel channel = useTls ? Secure(socket, staging) : new PlainChannel(socket);
                if (TargetConnection.Serve(channel, staging)) _ = ParkedConnection.ServeAsync(socket, channel);
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // The client is gone, which is how most transfers end; what it missed is its own to report.
                socket.Dispose();
            }
        }
    }

    private TlsChannel Secure(Socket socket, Staging staging)
    {
        var channel = new TlsChannel(socket, tls.Accept(), staging);
        channel.Handshake();
        return channel;
    }
}
