using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Sockeye.HttpForwarding.Clients;

/// <summary>A listener that accepts what sessions hand over. How many there are is the connection limiter's matter, so the queue has no bound of its own.</summary>
internal sealed class SessionListener : IConnectionListenerFactory, IConnectionListenerFactorySelector, IConnectionListener
{
    private readonly Channel<SessionConnection> _queue =
        Channel.CreateUnbounded<SessionConnection>(new UnboundedChannelOptions { SingleReader = true });

    public EndPoint EndPoint => SessionEndPoint.Instance;

    public bool CanBind(EndPoint endpoint) => endpoint is SessionEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(this);

    /// <summary>False once the server stops.</summary>
    public bool TryHandOver(SessionConnection connection) => _queue.Writer.TryWrite(connection);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        // What was handed over before the stop is still accepted: each connection is answered for by somebody.
        while (await _queue.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_queue.Reader.TryRead(out var connection))
            {
                return connection;
            }
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _queue.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
