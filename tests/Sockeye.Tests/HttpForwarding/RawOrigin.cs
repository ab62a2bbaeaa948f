using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sockeye.Tests.HttpForwarding;

/// <summary>An origin server on a loopback socket whose every byte the test decides and sees.</summary>
internal sealed class RawOrigin : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Task> _tasks = [];
    private readonly ConcurrentBag<Socket> _sockets = [];

    private RawOrigin(Func<OriginConnection, Task> serve)
    {
        _listener.Start();
        Port = (ushort)((IPEndPoint)_listener.LocalEndpoint).Port;
        _tasks.Add(AcceptAsync(serve));
    }

    public ushort Port { get; }

    /// <summary>Connections taken.</summary>
    public int Connections => _sockets.Count;

    /// <summary>Request heads, in the order in which they came.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    public static RawOrigin Start(Func<OriginConnection, Task> serve) => new(serve);

    /// <summary>Answers each request (without a body) with these bytes.</summary>
    public static RawOrigin Answering(string response) => new(async connection =>
    {
        while (await connection.ReadHeadAsync() is not null)
        {
            await connection.SendAsync(response);
        }
    });

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }

        await Task.WhenAll(_tasks).WaitAsync(ForwardingHarness.Limit);
    }

    private async Task AcceptAsync(Func<OriginConnection, Task> serve)
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                socket.NoDelay = true;
                _sockets.Add(socket);
                _tasks.Add(ServeAsync(new OriginConnection(this, socket), serve));
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // stopped, before or while it waited
        }
    }

    private static async Task ServeAsync(OriginConnection connection, Func<OriginConnection, Task> serve)
    {
        try
        {
            await serve(connection);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }
}

internal sealed class OriginConnection(RawOrigin origin, Socket socket)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next request's head, or null where the client closed.</summary>
    public async Task<string?> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (_start == _end && !await FillAsync())
            {
                return null;
            }

            head.Append((char)_buffer[_start++]);
        }

        origin.Heads.Enqueue(head.ToString());
        return head.ToString();
    }

    public async Task<string> ReadAsync(int length)
    {
        var text = new StringBuilder();
        while (text.Length < length && (_start < _end || await FillAsync()))
        {
            text.Append((char)_buffer[_start++]);
        }

        return text.ToString();
    }

    /// <summary>Some bytes; empty at the end.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadSomeAsync()
    {
        if (_start == _end)
        {
            await FillAsync();
        }

        var bytes = _buffer.AsMemory(_start, _end - _start);
        _start = _end;
        return bytes;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    public void Close() => socket.Shutdown(SocketShutdown.Send);

    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    private async Task<bool> FillAsync()
    {
        (_start, _end) = (0, await socket.ReceiveAsync(_buffer));
        return _end > 0;
    }
}
