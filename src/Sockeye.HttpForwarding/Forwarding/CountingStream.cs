using Sockeye.HttpForwarding.Requests;

namespace Sockeye.HttpForwarding.Forwarding;

/// <summary>Counts the content that passes on behalf of a request. Asynchronous only; what it wraps stays its owner's until disposed.</summary>
/// <param name="inner">The target's side, or the client's.</param>
/// <param name="request">For whom it counts.</param>
/// <param name="towardsTarget">
/// Whether writes go to the target, and are then flushed at once: the HTTP client keeps up to 4 KiB back, and what a
/// client sends bit by bit must not wait there.
/// </param>
internal sealed class CountingStream(Stream inner, ForwardedRequest request, bool towardsTarget) : Stream
{
    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var bytes = await inner.ReadAsync(buffer, cancellationToken);
        Count(bytes, fromClient: !towardsTarget);
        return bytes;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(buffer, cancellationToken);
        Count(buffer.Length, fromClient: towardsTarget);
        if (towardsTarget)
        {
            await inner.FlushAsync(cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Count(int bytes, bool fromClient)
    {
        if (fromClient)
        {
            request.CountFromClient(bytes);
        }
        else
        {
            request.CountFromTarget(bytes);
        }
    }
}
