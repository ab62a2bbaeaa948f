using System.Net;
using System.Net.Sockets;

namespace Sockeye.FunctionalTests.Testing.Targets;

/// <summary>A server in the test process that behaves in one way to each connection, and counts them.</summary>
internal sealed class TargetServer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly Func<Socket, CancellationToken, Task> _serve;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _accepted;

    private TargetServer(IPAddress address, Func<Socket, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(address, 0));
        _listener.Listen(512);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>How many connections it has had: none, where the proxy must not have dialled.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Listens on 127.0.0.1, or on the address given.</summary>
    public static TargetServer Start(Func<Socket, CancellationToken, Task> serve, IPAddress? address = null) =>
        new(address ?? IPAddress.Loopback, serve);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                serving.RemoveAll(task => task.IsCompleted);
                serving.Add(ServeAsync(socket));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                socket.NoDelay = true;
                await _serve(socket, _stop.Token);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException or IOException)
            {
                // the other side went, or the test is over
            }
        }
    }
}
