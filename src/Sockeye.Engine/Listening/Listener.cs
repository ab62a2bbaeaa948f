using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Listening;

/// <summary>Accepts for one inbound. Backs off where descriptors run out, and goes on.</summary>
internal sealed class Listener : IDisposable
{
    // The kernel's own ceiling (net.core.somaxconn) applies; a burst of clients waits there rather than being refused.
    private const int Backlog = 4096;

    // A queue full of clients must not keep the sessions of this thread waiting until it is empty.
    private const int AcceptsInARow = 16;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // Clients come and go around the limit: whoever wants could otherwise fill the log with it.
    private static readonly TimeSpan LimitToldEvery = TimeSpan.FromMinutes(1);

    private readonly Inbound _inbound;
    private readonly ConnectionLimiter _limiter;
    private readonly SessionStarter _starter;
    private readonly EngineMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SocketListener _socket;
    private Task _accepting = Task.CompletedTask;
    private volatile bool _stopping;
    private long? _limitToldAt;

    private Listener(Inbound inbound, SocketListener socket, ConnectionLimiter limiter, SessionStarter starter, EngineMetrics metrics, TimeProvider time, ILogger logger)
    {
        (_inbound, _socket, _limiter, _starter, _metrics, _time, _logger) = (inbound, socket, limiter, starter, metrics, time, logger);
    }

    public Inbound Inbound => _inbound;

    public IPEndPoint EndPoint => _socket.EndPoint;

    /// <summary>Binds and listens; throws <see cref="ListenException"/> with one line that says what is wrong.</summary>
    public static Listener Bind(
        SocketSource sockets, Inbound inbound, ConnectionLimiter limiter, SessionStarter starter, EngineMetrics metrics, TimeProvider time, ILogger logger) =>
        new(inbound, Open(sockets, inbound.Listen), limiter, starter, metrics, time, logger);

    /// <summary>A listening socket; throws <see cref="ListenException"/> as <see cref="Bind"/> does.</summary>
    private static SocketListener Open(SocketSource sockets, IPEndPoint endPoint)
    {
        try
        {
            return sockets.Listen(endPoint, Backlog);
        }
        catch (SocketException exception)
        {
            throw ListenException.From(endPoint, exception);
        }
    }

    public void Start() => _accepting = AcceptAsync();

    /// <summary>Stops accepting; sessions go on.</summary>
    public async Task StopAsync()
    {
        _stopping = true;
        _socket.Dispose();
        await _accepting;
    }

    public void Dispose() => _socket.Dispose();

    private async Task AcceptAsync()
    {
        var inARow = 0;
        while (!_stopping)
        {
            var accepting = _socket.AcceptAsync();
            inARow = accepting.IsCompleted ? inARow + 1 : 0;
            var (client, error) = await accepting;
            switch (error)
            {
                case SocketError.Success:
                    Begin(client!);
                    if (!DescriptorReserve.HasRoomForClient(_limiter.Held))
                    {
                        await PauseForDescriptorsAsync();
                    }
                    else if (inARow >= AcceptsInARow)
                    {
                        inARow = 0;
                        await Turn.Yield();
                    }

                    break;
                case SocketError.OperationAborted:
                    return;
                case SocketError.ConnectionAborted or SocketError.ConnectionReset:
                    break; // the client was gone before it was accepted
                case SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable:
                    await PauseForDescriptorsAsync();
                    break;
                default:
                    // Whatever it is, the inbound must not go deaf, nor ask again without a pause.
                    EngineLog.AcceptFault(_logger, new SocketException((int)error), _inbound.Tag);
                    await Task.Delay(Pause, _time);
                    break;
            }
        }
    }

    /// <summary>Waits until there are descriptors for a client again. Who comes meanwhile waits in the kernel's queue.</summary>
    private async ValueTask PauseForDescriptorsAsync()
    {
        EngineLog.AcceptPaused(_logger, _inbound.Tag);
        do
        {
            await Task.Delay(Pause, _time);
        }
        while (!_stopping && !DescriptorReserve.HasRoomForClient(_limiter.Held, afterPause: true));
        EngineLog.AcceptResumed(_logger, _inbound.Tag);
    }

    private void Begin(SocketPort client)
    {
        if (_limiter.TryTake())
        {
            _ = _starter.RunAsync(client, _inbound);
            return;
        }

        client.Dispose();
        _metrics.CountRejected();
        if (_limitToldAt is not { } told || _time.GetElapsedTime(told) >= LimitToldEvery)
        {
            _limitToldAt = _time.GetTimestamp();
            EngineLog.LimitReached(_logger, _limiter.Limit);
        }
    }
}
