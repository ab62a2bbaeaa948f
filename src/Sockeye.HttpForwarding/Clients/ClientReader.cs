using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.HttpForwarding.Clients;

/// <summary>From the client's channel into the server's pipe, until either end: then what still comes is read and dropped.</summary>
/// <remarks>
/// It reads while a request is being served, too: only so does a client that went away show. A connection at rest
/// holds no buffer.
/// </remarks>
internal sealed class ClientReader(Session session, DuplexChannel channel, PipeWriter pipe)
{
    // What the engine's own lingering close allows.
    private const int MaximumDroppedBytes = 256 * 1024;

    private volatile ChannelEnd _end;

    /// <summary>How the client's direction ended.</summary>
    public ChannelEnd End => _end;

    /// <summary>Never throws; <paramref name="onLost"/> is called where the client is gone rather than finished.</summary>
    public async Task RunAsync(ReadOnlyMemory<byte> readAhead, Action onLost)
    {
        if (await DeliverAsync(readAhead))
        {
            await DropAsync();
        }

        if (_end is not (ChannelEnd.Closed or ChannelEnd.None))
        {
            onLost();
        }
    }

    /// <summary>True where the server wants no more, and the client may still send.</summary>
    private async Task<bool> DeliverAsync(ReadOnlyMemory<byte> readAhead)
    {
        var flush = await pipe.WriteAsync(readAhead);
        var segmentBytes = ClientPipes.SmallSegmentBytes;
        while (!flush.IsCompleted)
        {
            await channel.WaitToReadAsync();
            var memory = pipe.GetMemory(segmentBytes);
            var read = await channel.ReadNowAsync(memory);
            if (read.End != ChannelEnd.None)
            {
                _end = read.End;
                await pipe.CompleteAsync(read.End == ChannelEnd.Closed ? null : new ConnectionResetException("The client is gone."));
                return false;
            }

            session.Touch();
            segmentBytes = read.Bytes >= segmentBytes ? ClientPipes.LargeSegmentBytes : ClientPipes.SmallSegmentBytes;
            pipe.Advance(read.Bytes);
            flush = await pipe.FlushAsync();
        }

        await pipe.CompleteAsync();
        return true;
    }

    private async Task DropAsync()
    {
        for (var dropped = 0; dropped < MaximumDroppedBytes;)
        {
            await channel.WaitToReadAsync();
            var buffer = ArrayPool<byte>.Shared.Rent(ClientPipes.SmallSegmentBytes);
            var read = await channel.ReadNowAsync(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
            if (read.End != ChannelEnd.None)
            {
                _end = read.End;
                return;
            }

            dropped += read.Bytes;
        }
    }
}
