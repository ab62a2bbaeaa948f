using System.Net;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.Testing;

/// <summary>One end of a <see cref="DuplexPair"/>, held to the seam's contract: overlapping reads or writes throw.</summary>
internal sealed class MemoryChannel(MemoryDirection incoming, MemoryDirection outgoing, IPEndPoint local, IPEndPoint remote) : DuplexChannel
{
    private int _reading;
    private int _writing;
    private int _closed;

    public override IPEndPoint? LocalEndPoint => local;

    public override IPEndPoint? RemoteEndPoint => remote;

    public override async ValueTask WaitToReadAsync()
    {
        Begin(ref _reading);
        await incoming.WaitToReadAsync();
        _reading = 0;
    }

    public override async ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length);
        Begin(ref _reading);
        var read = await incoming.ReadAsync(buffer);
        _reading = 0;
        return read;
    }

    public override async ValueTask<ChannelEnd> WriteAsync(ReadOnlyMemory<byte> buffer)
    {
        Begin(ref _writing);
        var end = await outgoing.WriteAsync(buffer);
        _writing = 0;
        return end;
    }

    public override ValueTask<ChannelEnd> CompleteWritesAsync() => new(outgoing.End(ChannelEnd.Closed));

    /// <summary>Ends our direction as a TLS peer does that sends FIN without close_notify.</summary>
    public void Truncate() => outgoing.End(ChannelEnd.Truncated);

    /// <summary>The peer sees a reset.</summary>
    public override void Abort()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            outgoing.Break(writer: ChannelEnd.Aborted, reader: ChannelEnd.Reset);
            incoming.Break(writer: ChannelEnd.Reset, reader: ChannelEnd.Aborted);
        }
    }

    /// <summary>A reset as a kernel delivers it: what was sent before is read first, and the peer's writes fail at once.</summary>
    public void ResetBehindData() => Close(ChannelEnd.Reset);

    /// <summary>An ordinary close: what was written still arrives, then the end that a TLS peer sees without close_notify.</summary>
    public override ValueTask DisposeAsync()
    {
        Close(ChannelEnd.Truncated);
        return ValueTask.CompletedTask;
    }

    // As on a socket, the first way of closing counts: an abort behind an ordinary close takes nothing back.
    private void Close(ChannelEnd end)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            outgoing.End(end);
            incoming.Break(writer: ChannelEnd.Reset, reader: ChannelEnd.Aborted);
        }
    }

    private static void Begin(ref int operation)
    {
        if (Interlocked.Exchange(ref operation, 1) != 0)
        {
            throw new InvalidOperationException("Two operations overlap.");
        }
    }
}
