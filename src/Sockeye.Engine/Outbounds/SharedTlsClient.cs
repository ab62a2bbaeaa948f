using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Engine.Outbounds;

/// <summary>
/// A TLS client that outlives its outbound for as long as handshakes are under way: after a reload, sessions that hold
/// the old snapshot may still be dialling through it.
/// </summary>
internal sealed class SharedTlsClient(TlsClient client) : IDisposable
{
    private readonly Lock _gate = new();
    private int _users;
    private bool _disposed;

    /// <summary>The client for one handshake, to be given back with <see cref="Leave"/>; null once disposed.</summary>
    public TlsClient? Enter()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return null;
            }

            _users++;
            return client;
        }
    }

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Leave()
    {
        bool last;
        lock (_gate)
        {
            last = --_users == 0 && _disposed;
        }

        if (last)
        {
            client.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        bool now;
        lock (_gate)
        {
            now = !_disposed && _users == 0;
            _disposed = true;
        }

        if (now)
        {
            client.Dispose();
        }
    }
}
