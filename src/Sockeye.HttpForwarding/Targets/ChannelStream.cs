using Sockeye.Engine.Transport;

namespace Sockeye.HttpForwarding.Targets;

/// <summary>A target's channel as the stream that the HTTP client wants. Asynchronous only.</summary>
/// <remarks>An end that is not orderly is an error here, so that an answer cut short never looks complete.</remarks>
/// <param name="channel">The channel, from now on the stream's.</param>
/// <param name="time">For the limit of the close.</param>
/// <param name="onClosed">Told once, when it is closed.</param>
/// <param name="onWriting">Told of each write, in the context of the request that writes; or null.</param>
internal sealed class ChannelStream(DuplexChannel channel, TimeProvider time, Action onClosed, Action? onWriting = null) : Stream
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);

    private int _writes;
    private int _closed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await using var registration = AbortOn(cancellationToken);
        if (buffer.IsEmpty)
        {
            await channel.WaitToReadAsync();
            return 0;
        }

        var read = await channel.ReadAsync(buffer);
        return read.End is ChannelEnd.None or ChannelEnd.Closed ? read.Bytes : throw Broken(read.End, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await using var registration = AbortOn(cancellationToken);
        onWriting?.Invoke();
        Interlocked.Increment(ref _writes);
        var end = await channel.WriteAsync(buffer);
        Interlocked.Decrement(ref _writes);
        if (end != ChannelEnd.None)
        {
            throw Broken(end, cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
        // a channel keeps nothing back
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            await CloseAsync();
        }

        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _ = CloseAsync(); // bounded by its limit; the HTTP client closes synchronously only
        }

        base.Dispose(disposing);
    }

    private static IOException Broken(ChannelEnd end, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new IOException($"The target's connection ended: {end}.");
    }

    private CancellationTokenRegistration AbortOn(CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled ? cancellationToken.UnsafeRegister(static c => ((DuplexChannel)c!).Abort(), channel) : default;

    private async Task CloseAsync()
    {
        try
        {
            if (Volatile.Read(ref _writes) == 0)
            {
                var completing = channel.CompleteWritesAsync().AsTask();
                if (!completing.IsCompleted)
                {
                    await Task.WhenAny(completing, Task.Delay(CloseLimit, time));
                }
            }

            channel.Abort();
            await channel.DisposeAsync();
        }
        finally
        {
            onClosed();
        }
    }
}
