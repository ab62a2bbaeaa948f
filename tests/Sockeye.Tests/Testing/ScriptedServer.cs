using System.Net;
using System.Net.Sockets;

namespace Sockeye.Tests.Testing;

/// <summary>A server on loopback that plays a script with each client, one after the other: what it must be sent, and what it sends, in which pieces.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly Func<ScriptedPeer, Task> _script;
    private readonly Task _run;
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(30));

    public ScriptedServer(Func<ScriptedPeer, Task> script)
        : this(IPAddress.Loopback, script)
    {
    }

    public ScriptedServer(IPAddress address, Func<ScriptedPeer, Task> script)
    {
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(address, 0));
        _listener.Listen();
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        _script = script;
        _run = RunAsync();
    }

    public IPEndPoint EndPoint { get; }

    public ushort Port => (ushort)EndPoint.Port;

    /// <summary>How many clients came.</summary>
    public int Accepted { get; private set; }

    /// <summary>Ends, and throws what a script threw.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        try
        {
            await _run;
        }
        catch (OperationCanceledException)
        {
            // Cut off while it waited, which is how a silent script ends.
        }
        finally
        {
            _stop.Dispose();
        }
    }

    private async Task RunAsync()
    {
        while (true)
        {
            using var socket = await _listener.AcceptAsync(_stop.Token);
            socket.NoDelay = true;
            Accepted++;
            await _script(new ScriptedPeer(socket, _stop.Token));
        }
    }
}
