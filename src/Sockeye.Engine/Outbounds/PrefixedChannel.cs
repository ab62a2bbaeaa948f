using System.Net;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Outbounds;

/// <summary>
/// A channel whose first bytes were read already, behind an upstream's reply: they are delivered first, then every
/// operation goes straight through.
/// </summary>
internal sealed class PrefixedChannel(DuplexChannel inner, ReadOnlyMemory<byte> prefix) : DuplexChannel
{
    private ReadOnlyMemory<byte> _prefix = prefix;
    private volatile bool _aborted;

    public override IPEndPoint? LocalEndPoint => inner.LocalEndPoint;

    public override IPEndPoint? RemoteEndPoint => inner.RemoteEndPoint;

    public override TlsInfo? Tls => inner.Tls;

    private bool HasPrefix => !_prefix.IsEmpty && !_aborted;

    public override ValueTask WaitToReadAsync() => HasPrefix ? default : inner.WaitToReadAsync();

    public override ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer)
    {
        if (!HasPrefix || buffer.IsEmpty)
        {
            return inner.ReadAsync(buffer);
        }

        var count = Math.Min(buffer.Length, _prefix.Length);
        _prefix[..count].CopyTo(buffer);
        _prefix = count == _prefix.Length ? default : _prefix[count..];
        return new(new ChannelRead(count, ChannelEnd.None));
    }

    public override ValueTask<ChannelRead> ReadNowAsync(Memory<byte> buffer) =>
        HasPrefix ? ReadAsync(buffer) : inner.ReadNowAsync(buffer);

    public override ValueTask<ChannelEnd> WriteAsync(ReadOnlyMemory<byte> buffer) => inner.WriteAsync(buffer);

    public override ValueTask<ChannelEnd> CompleteWritesAsync() => inner.CompleteWritesAsync();

    public override void Abort()
    {
        _aborted = true;
        inner.Abort();
    }

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
