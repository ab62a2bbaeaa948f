using System.Net;
using System.Net.Sockets;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Binding;

/// <summary>A listening socket for one peer. Whoever else connects is closed, and the wait goes on.</summary>
internal sealed class TcpBoundPort(
    TcpBinder binder,
    BindContext context,
    SocketListener socket,
    IPEndPoint announced,
    IReadOnlyList<IPAddress> expected,
    NetworkGuard guard,
    TimeProvider time) : BoundPort
{
    private int _released;

    public override IPEndPoint EndPoint => announced;

    public override async ValueTask<DialResult> AcceptAsync(CancellationToken cancellationToken)
    {
        var home = HomeThread.Current;
        var since = time.GetTimestamp();
        using var limit = new DialLimit(context.Options.Timeout, time, cancellationToken);
        var result = await AcceptAsync(limit);
        await home; // the listening socket may be another thread's
        context.Timings.Add(DialStage.Connect, time.GetElapsedTime(since));
        return result;
    }

    public override ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            socket.Dispose();
            binder.Release(context.FairnessKey);
        }

        return default;
    }

    private async ValueTask<DialResult> AcceptAsync(DialLimit limit)
    {
        await using var _ = limit.Token.UnsafeRegister(static socket => ((SocketListener)socket!).Dispose(), socket);
        while (true)
        {
            var (port, error) = await socket.AcceptAsync();
            if (port is null)
            {
                if (error is SocketError.ConnectionAborted or SocketError.ConnectionReset) continue; // gone before it was accepted
                return limit.IsOver
                    ? Nobody(limit, DialStage.Connect, $"{announced}")
                    : DialResult.Failed(DialStage.Connect, DialErrorKind.General, $"{announced} stopped listening: {error}");
            }

            if (port.RemoteEndPoint is { } peer && IsExpected(peer))
            {
                return DialResult.Connected(new SocketChannel(port), peer);
            }

            port.Dispose();
        }
    }

    private bool IsExpected(IPEndPoint peer) =>
        (expected.Count == 0 || expected.Contains(peer.Address)) && guard.Check(peer.Address).IsAllowed;
}
