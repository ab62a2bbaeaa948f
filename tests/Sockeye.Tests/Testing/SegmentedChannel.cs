using System.Collections.Concurrent;
using System.Net;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.Testing;

/// <summary>Passes everything on, but gives reads in pieces of these sizes (the last one for ever), and notes each write.</summary>
internal sealed class SegmentedChannel(DuplexChannel inner, string name, ConcurrentQueue<string> writes, params int[] pieces) : DuplexChannel
{
    private int _reads;

    public override IPEndPoint? LocalEndPoint => inner.LocalEndPoint;

    public override IPEndPoint? RemoteEndPoint => inner.RemoteEndPoint;

    public override ValueTask WaitToReadAsync() => inner.WaitToReadAsync();

    public override ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer)
    {
        var piece = pieces.Length == 0 ? int.MaxValue : pieces[Math.Min(_reads++, pieces.Length - 1)];
        return inner.ReadAsync(buffer[..Math.Min(buffer.Length, piece)]);
    }

    public override ValueTask<ChannelEnd> WriteAsync(ReadOnlyMemory<byte> buffer)
    {
        writes.Enqueue(name);
        return inner.WriteAsync(buffer);
    }

    public override ValueTask<ChannelEnd> CompleteWritesAsync() => inner.CompleteWritesAsync();

    public override void Abort() => inner.Abort();

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
