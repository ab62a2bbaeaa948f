using System.Net;
using System.Net.Sockets;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport.Sockets;
using Sockeye.Engine.Transport.Sockets.Portable;

namespace Sockeye.Engine.Listening;

/// <summary>The data plane as a whole: listens, sweeps, drains, ends.</summary>
public sealed class ProxyServer : IAsyncDisposable
{
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(250);

    private readonly List<Listener> _listeners = [];
    private readonly SocketSource _sockets;
    private readonly SessionRegistry _registry;
    private readonly SessionClock _clock;
    private readonly SessionServices _services;
    private readonly SessionStarter _starter;
    private readonly ConnectionLimiter _limiter;
    private readonly IUserSource _users;
    private ITimer? _tick;
    private volatile SessionTimeouts _timeouts;
    private volatile bool _draining;

    /// <summary>Composes the data plane; nothing runs before <see cref="Start"/>.</summary>
    public ProxyServer(
        SocketSource sockets, SessionRegistry registry, SessionClock clock, SessionTimeouts timeouts, ConnectionLimiter limiter, IUserSource users, SessionServices services)
    {
        (_sockets, _registry, _clock, _timeouts, _limiter, _users, _services) = (sockets, registry, clock, timeouts, limiter, users, services);
        _starter = new SessionStarter(registry, limiter, services);
    }

    /// <summary>Whether it accepts connections.</summary>
    public bool IsAccepting { get; private set; }

    /// <summary>Where each inbound listens, once bound: its tag and address.</summary>
    public IReadOnlyList<(Inbound Inbound, IPEndPoint EndPoint)> EndPoints => [.. _listeners.Select(l => (l.Inbound, l.EndPoint))];

    /// <summary>
    /// Throws <see cref="ListenException"/> where one of these cannot listen now, and leaves nothing behind: asked before
    /// anything is made, so that a start in vain is one line and no file.
    /// </summary>
    /// <remarks>Bound and not listened on: nobody who looks whether the server is there yet may find a port that closes again.</remarks>
    public static void ProveFree(IEnumerable<IPEndPoint> endPoints)
    {
        ArgumentNullException.ThrowIfNull(endPoints);
        foreach (var endPoint in endPoints)
        {
            try
            {
                PortableSocketSource.Bind(endPoint, SocketType.Stream, ProtocolType.Tcp).Dispose();
            }
            catch (SocketException exception)
            {
                throw ListenException.From(endPoint, exception);
            }
        }
    }

    /// <summary>Binds every inbound, then accepts on all. Throws <see cref="ListenException"/>, and then nothing listens.</summary>
    public void Start(IEnumerable<Inbound> inbounds)
    {
        ArgumentNullException.ThrowIfNull(inbounds);
        try
        {
            foreach (var inbound in inbounds)
            {
                _listeners.Add(Listener.Bind(_sockets, inbound, _limiter, _starter, _services.Metrics, _clock.Provider, _services.Logger));
            }
        }
        catch
        {
            _listeners.ForEach(l => l.Dispose());
            _listeners.Clear();
            throw;
        }

        _users.Changed += EndRevoked;
        _tick = _clock.Provider.CreateTimer(_ => Tick(), null, TickPeriod, TickPeriod);
        _listeners.ForEach(l => l.Start());
        IsAccepting = true;
    }

    /// <summary>Other limits from now on, for open sessions too.</summary>
    public void Replace(SessionTimeouts timeouts) => _timeouts = timeouts;

    /// <summary>Stops listening, ends the sessions that wait for a request, lets the others go on up to the drain limit (or until <paramref name="hurry"/>), then ends them.</summary>
    public async Task StopAsync(CancellationToken hurry = default)
    {
        IsAccepting = false;
        await Task.WhenAll(_listeners.Select(l => l.StopAsync()));

        // A bridge keeps connections ready for as long as it is used: a stop must not wait for those.
        _draining = true;
        _registry.EndWaiting(SessionEndReason.ServerStopped);
        var empty = _registry.WhenEmptyAsync();
        if (!empty.IsCompleted)
        {
            EngineLog.Draining(_services.Logger, _registry.Count, _timeouts.Drain);
            await Task.WhenAny(empty, DelayAsync(_timeouts.Drain, hurry));
            if (!empty.IsCompleted)
            {
                EngineLog.DrainLimit(_services.Logger, _registry.Count);
            }
        }

        _registry.EndAll(SessionEndReason.ServerStopped);
        await _registry.WhenEmptyAsync();
        _users.Changed -= EndRevoked;
        _tick?.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_tick is not null)
        {
            await StopAsync(new CancellationToken(canceled: true));
        }
    }

    private void EndRevoked() => _registry.EndRevoked(_users.Current);

    private void Tick()
    {
        try
        {
            _registry.Sweep(_timeouts, _users.Current, _clock.Tick());
            if (_draining)
            {
                _registry.EndWaiting(SessionEndReason.ServerStopped);
            }
        }
#pragma warning disable CA1031 // on a timer's thread it would end the process; the next tick sweeps again
        catch (Exception exception)
#pragma warning restore CA1031
        {
            EngineLog.SweepFault(_services.Logger, exception);
        }
    }

    private async Task DelayAsync(TimeSpan time, CancellationToken hurry)
    {
        try
        {
            await Task.Delay(time, _clock.Provider, hurry);
        }
        catch (OperationCanceledException)
        {
            // hurry: the drain ends now
        }
    }
}
