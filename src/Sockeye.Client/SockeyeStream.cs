using System.Net.Security;
using System.Net.Sockets;

namespace Sockeye.Client;

/// <summary>
/// A connection to a target through the proxy. Reading and writing may go on at the same time, one of each. Disposing ends
/// both directions in good order.
/// </summary>
/// <remarks>
/// A type of its own, and not the <see cref="SslStream"/> below it: <see cref="System.Net.Http.SocketsHttpHandler"/> takes
/// an SslStream from its callback for TLS to the target and would send an https request readable to the proxy.
/// </remarks>
public sealed class SockeyeStream : Stream
{
    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(1);

    private readonly Stream _inner;
    private int _isShut;
    private int _isDisposed;

    internal SockeyeStream(Stream inner) => _inner = inner;

    /// <inheritdoc/>
    public override bool CanRead => _inner.CanRead;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => _inner.CanWrite && _isShut == 0;

    /// <inheritdoc/>
    public override bool CanTimeout => _inner.CanTimeout;

    /// <inheritdoc/>
    public override int ReadTimeout
    {
        get => _inner.ReadTimeout;
        set => _inner.ReadTimeout = value;
    }

    /// <inheritdoc/>
    public override int WriteTimeout
    {
        get => _inner.WriteTimeout;
        set => _inner.WriteTimeout = value;
    }

    /// <summary>Not supported.</summary>
    public override long Length => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Ends the sending direction: the target sees the end of the data and can still answer. No write may be under way.
    /// Again it does nothing.
    /// </summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task ShutdownAsync()
    {
        if (Interlocked.Exchange(ref _isShut, 1) != 0)
        {
            return;
        }

        if (_inner is SslStream tls)
        {
            await tls.ShutdownAsync().ConfigureAwait(false);
        }
        else if (_inner is NetworkStream { Socket: var socket })
        {
            try
            {
                socket.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException exception)
            {
                throw new IOException(exception.Message, exception);
            }
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, count);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => _inner.Read(buffer);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _inner.ReadAsync(buffer, offset, count, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _inner.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => _inner.Write(buffer, offset, count);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer) => _inner.Write(buffer);

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _inner.WriteAsync(buffer, offset, count, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _inner.WriteAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override void Flush() => _inner.Flush();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    /// <summary>Not supported.</summary>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ = CloseAsync(); // as a rule done at once; a peer that does not read holds nobody up
        }

        base.Dispose(disposing);
    }

    /// <summary>Says goodbye, so that the proxy sees an end and no truncation (SslStream does not by itself), and closes.</summary>
    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        try
        {
            await ShutdownAsync().WaitAsync(_farewell).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or NotSupportedException or TimeoutException)
        {
            // it is gone already, or a write is still under way: closed without a word
        }
        finally
        {
            await _inner.DisposeAsync().ConfigureAwait(false);
        }
    }
}
