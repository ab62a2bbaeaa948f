using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Relaying;

/// <summary>Carries one direction until it ends. Owns a buffer only while there are bytes in it.</summary>
internal static class RelayPump
{
    // Interactive sessions stay with the small buffer; a read that fills it asks for a larger one. 256 KiB is where
    // more records in one receive and one send stopped paying (docs/architecture.md, the data plane).
    private const int SmallestBufferBytes = 4 * 1024;
    private const int LargestBufferBytes = 256 * 1024;

    // The turn rule: whoever has moved this much without waiting lets others go first, or 16 downloads keep a message
    // waiting for seconds.
    private const int TurnBytes = 32 * 1024;

    /// <summary>Carries bytes from <paramref name="source"/> to <paramref name="sink"/>, calling <paramref name="count"/> for each piece.</summary>
    public static async ValueTask<PumpEnd> RunAsync(DuplexChannel source, DuplexChannel sink, Action<int> count)
    {
        var size = SmallestBufferBytes;
        var sinceYieldBytes = 0;
        while (true)
        {
            var wait = source.WaitToReadAsync();
            sinceYieldBytes = wait.IsCompleted ? sinceYieldBytes : 0;
            await wait;
            var buffer = CountedBufferPool.Rent(size);
            try
            {
                var read = await source.ReadNowAsync(buffer);
                if (read.End != ChannelEnd.None)
                {
                    return new PumpEnd(PumpSide.Source, read.End);
                }

                if (read.Bytes == 0)
                {
                    continue; // woken for nothing that could be read yet
                }

                count(read.Bytes);
                var written = await sink.WriteAsync(buffer.AsMemory(0, read.Bytes));
                if (written != ChannelEnd.None)
                {
                    return new PumpEnd(PumpSide.Sink, written);
                }

                size = NextSize(size, read.Bytes);
                sinceYieldBytes += read.Bytes;
            }
            finally
            {
                CountedBufferPool.Return(buffer);
            }

            if (sinceYieldBytes >= TurnBytes)
            {
                // The polling thread goes back to its other sessions; this one goes on behind those that wait for a turn.
                sinceYieldBytes = 0;
                await Turn.Yield();
            }
        }
    }

    internal static int NextSize(int size, int readBytes) =>
        readBytes >= size ? Math.Min(size * 4, LargestBufferBytes)
        : readBytes < size / 8 ? Math.Max(size / 4, SmallestBufferBytes)
        : size;
}

/// <summary>Which side of a pump ended it.</summary>
internal enum PumpSide
{
    /// <summary>Where the bytes come from.</summary>
    Source,

    /// <summary>Where they go.</summary>
    Sink,
}

/// <summary>How a direction ended.</summary>
internal readonly record struct PumpEnd(PumpSide Side, ChannelEnd End);
