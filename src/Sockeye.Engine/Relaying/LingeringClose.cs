using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Relaying;

/// <summary>
/// Closes after a refusal without destroying it: a close with unread bytes makes the kernel reset the connection, so
/// our direction is ended first, and what still comes is read and dropped for a bounded time and amount.
/// </summary>
internal static class LingeringClose
{
    private const int MaximumDroppedBytes = 256 * 1024;
    private const int BufferBytes = 4 * 1024;

    /// <summary>Completes when the client closed, or at the limit; the stage's time-out aborts a client that stays.</summary>
    public static async ValueTask RunAsync(Session session, DuplexChannel client, Task? pendingRead = null)
    {
        session.Enter(SessionStage.Lingering);
        if (await client.CompleteWritesAsync() != ChannelEnd.None)
        {
            return;
        }

        for (var dropped = 0; dropped < MaximumDroppedBytes;)
        {
            await (pendingRead ?? client.WaitToReadAsync().AsTask());
            pendingRead = null;
            var buffer = CountedBufferPool.Rent(BufferBytes);
            var read = await client.ReadNowAsync(buffer);
            CountedBufferPool.Return(buffer);
            if (read.End != ChannelEnd.None)
            {
                return;
            }

            dropped += read.Bytes;
        }
    }
}
