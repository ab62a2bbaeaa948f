using System.Net;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.Outbounds;

/// <summary>A channel in memory whose peer sends these pieces and then ends; what is written is kept.</summary>
internal sealed class ScriptedChannel(IEnumerable<byte[]> pieces, ChannelEnd end = ChannelEnd.Closed) : DuplexChannel
{
    private readonly Queue<byte[]> _pieces = new(pieces);

    public MemoryStream Written { get; } = new();

    /// <summary>How many writes there were.</summary>
    public int Writes { get; private set; }

    /// <summary>How a write ends; those that fail are not kept.</summary>
    public ChannelEnd WriteEnd { get; init; }

    /// <summary>How soon its death was to be noticed, as asked for in turn.</summary>
    public List<DeadPeerDetection> Detections { get; } = [];

    public bool IsDisposed { get; private set; }

    public bool IsAborted { get; private set; }

    public override IPEndPoint? LocalEndPoint => null;

    public override IPEndPoint? RemoteEndPoint => null;

    /// <summary>The same bytes, one at a time.</summary>
    public static ScriptedChannel OneByOne(byte[] bytes) => new(bytes.Select(b => new[] { b }));

    public override ValueTask WaitToReadAsync() => default;

    public override ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer)
    {
        if (IsAborted || _pieces.Count == 0)
        {
            return new(new ChannelRead(0, IsAborted ? ChannelEnd.Aborted : end));
        }

        var piece = _pieces.Peek();
        var count = Math.Min(piece.Length, buffer.Length);
        piece.AsMemory(0, count).CopyTo(buffer);
        _pieces.Dequeue();
        if (count < piece.Length)
        {
            var rest = new[] { piece[count..] }.Concat(_pieces).ToArray();
            _pieces.Clear();
            foreach (var next in rest)
            {
                _pieces.Enqueue(next);
            }
        }

        return new(new ChannelRead(count, ChannelEnd.None));
    }

    public override ValueTask<ChannelEnd> WriteAsync(ReadOnlyMemory<byte> buffer)
    {
        Writes++;
        if (WriteEnd == ChannelEnd.None)
        {
            Written.Write(buffer.Span);
        }

        return new(WriteEnd);
    }

    public override ValueTask<ChannelEnd> CompleteWritesAsync() => new(ChannelEnd.None);

    public override void Detect(DeadPeerDetection detection) => Detections.Add(detection);

    public override void Abort() => IsAborted = true;

    public override ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return default;
    }

    /// <summary>Reads a tunnel to its end.</summary>
    public static async Task<byte[]> ReadAllAsync(DuplexChannel channel)
    {
        var all = new MemoryStream();
        var buffer = new byte[7];
        while (true)
        {
            var read = await channel.ReadAsync(buffer);
            if (read.End != ChannelEnd.None)
            {
                return all.ToArray();
            }

            all.Write(buffer.AsSpan(0, read.Bytes));
        }
    }
}
