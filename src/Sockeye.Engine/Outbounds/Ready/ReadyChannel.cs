using System.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Outbounds.Ready;

/// <summary>
/// What a session is given in place of a fresh connection: one from the pool, past its login; and, where that turns out dead
/// before it has said anything, a fresh one once.
/// </summary>
/// <param name="connection">The pool's connection, taken.</param>
/// <param name="open">Opens a fresh one, past TLS and no further.</param>
internal sealed class ReadyChannel(ReadyConnection connection, Func<ValueTask<(DuplexChannel? Channel, DialError? Error)>> open) : DuplexChannel
{
    private volatile DuplexChannel _inner = connection.Channel;
    private volatile bool _aborted;

    /// <summary>The connection below, which is the tunnel once the request was answered.</summary>
    public DuplexChannel Inner => _inner;

    public override IPEndPoint? LocalEndPoint => _inner.LocalEndPoint;

    public override IPEndPoint? RemoteEndPoint => _inner.RemoteEndPoint;

    public override TlsInfo? Tls => _inner.Tls;

    /// <summary>Completes when the pool's watch has let go of the read: with the first byte, or the end.</summary>
    public Task WaitForFirstByteAsync() => connection.Watch;

    /// <summary>Puts a fresh connection in the place of the dead one; null, or why there is none.</summary>
    public async ValueTask<DialError?> ReplaceAsync()
    {
        var dead = _inner;
        var (channel, error) = await open();
        if (channel is null)
        {
            return error;
        }

        _inner = channel;
        if (_aborted)
        {
            channel.Abort();
        }

        await dead.DisposeAsync();
        return null;
    }

    public override ValueTask WaitToReadAsync() => _inner.WaitToReadAsync();

    public override ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer) => _inner.ReadAsync(buffer);

    public override ValueTask<ChannelRead> ReadNowAsync(Memory<byte> buffer) => _inner.ReadNowAsync(buffer);

    public override ValueTask<ChannelEnd> WriteAsync(ReadOnlyMemory<byte> buffer) => _inner.WriteAsync(buffer);

    public override ValueTask<ChannelEnd> CompleteWritesAsync() => _inner.CompleteWritesAsync();

    public override void Abort()
    {
        _aborted = true;
        _inner.Abort();
    }

    public override ValueTask DisposeAsync() => _inner.DisposeAsync();
}
