using Sockeye.Engine.Transport;

namespace Sockeye.Tests.Transport;

/// <summary>Waits for the event itself, with one limit for all.</summary>
internal static class Waiting
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task<T> Limited<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task Limited(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Limited<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Limit);

    public static Task Limited(this ValueTask task) => task.AsTask().WaitAsync(Limit);

    /// <summary>Reads in the way of a relay until the direction ends.</summary>
    public static async Task<(byte[] Bytes, ChannelEnd End)> ReadToEndAsync(this DuplexChannel channel, int bufferBytes = 64 * 1024)
    {
        var all = new MemoryStream();
        var buffer = new byte[bufferBytes];
        while (true)
        {
            await channel.WaitToReadAsync();
            var read = await channel.ReadAsync(buffer);
            if (read.Bytes == 0) return (all.ToArray(), read.End);
            read.End.ShouldBe(ChannelEnd.None);
            all.Write(buffer, 0, read.Bytes);
        }
    }

    /// <summary>Waits for bytes on a channel that has none: where the waiting completes early, there is nothing to read.</summary>
    public static async Task<Task> WaitAtRestAsync(this DuplexChannel channel)
    {
        var waiting = channel.WaitToReadAsync().AsTask();
        if (waiting.IsCompleted)
        {
            (await channel.ReadNowAsync(new byte[1])).ShouldBe(new ChannelRead(0, ChannelEnd.None));
            waiting = channel.WaitToReadAsync().AsTask();
        }

        return waiting;
    }

    /// <summary>Reads exactly that many bytes.</summary>
    public static async Task<byte[]> ReadExactlyAsync(this DuplexChannel channel, int count)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            var read = await channel.ReadAsync(bytes.AsMemory(at)).Limited();
            read.End.ShouldBe(ChannelEnd.None);
            at += read.Bytes;
        }

        return bytes;
    }

    /// <summary>Passes when the condition does, yielding meanwhile.</summary>
    public static async Task Until(Func<bool> condition)
    {
        var until = DateTime.UtcNow + Limit;
        while (!condition())
        {
            DateTime.UtcNow.ShouldBeLessThan(until);
            await Task.Yield();
        }
    }
}
