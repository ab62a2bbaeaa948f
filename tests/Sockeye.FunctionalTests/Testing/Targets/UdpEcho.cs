using System.Net;
using System.Net.Sockets;

namespace Sockeye.FunctionalTests.Testing.Targets;

/// <summary>A UDP socket that sends back what comes, and remembers who sent it.</summary>
internal sealed class UdpEcho : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;
    private readonly List<IPEndPoint> _senders = [];

    public UdpEcho(string address = "127.0.0.1")
    {
        var local = IPAddress.Parse(address);
        _socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 };
        _socket.Bind(new IPEndPoint(local, 0));
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _run = RunAsync();
    }

    public IPEndPoint EndPoint { get; }

    public int Port => EndPoint.Port;

    /// <summary>Who sent, one entry a datagram.</summary>
    public IReadOnlyList<IPEndPoint> Senders
    {
        get
        {
            lock (_senders) return [.. _senders];
        }
    }

    /// <summary>Sends a datagram that nobody asked for.</summary>
    public Task SendAsync(IPEndPoint to, byte[] payload) => _socket.SendToAsync(payload, to);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _run;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var buffer = new byte[65536];
        var any = new IPEndPoint(EndPoint.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveFromAsync(buffer, any, _stop.Token);
                lock (_senders) _senders.Add((IPEndPoint)received.RemoteEndPoint);
                await _socket.SendToAsync(buffer.AsMemory(0, received.ReceivedBytes), received.RemoteEndPoint, _stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }
}
