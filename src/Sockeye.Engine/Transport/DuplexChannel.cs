using System.Net;

namespace Sockeye.Engine.Transport;

/// <summary>
/// The seam of the data plane: a connection that carries bytes both ways, whatever is below it (a plain socket,
/// libssl, SslStream, a connection through an upstream proxy).
/// </summary>
/// <remarks>
/// <para>At most one read and at most one write are under way at a time; a read and a write may overlap, and may
/// run on different threads. <see cref="CompleteWritesAsync"/> counts as a write.</para>
/// <para>Operations take no cancellation token: a session ends its channels with <see cref="Abort"/>, and every
/// operation under way then completes with <see cref="ChannelEnd.Aborted"/>. What a peer does wrong is a
/// <see cref="ChannelEnd"/>; nothing here throws for it.</para>
/// <para>An operation that can complete at once does so synchronously; otherwise its continuation runs inline on
/// the thread that polls, so nothing above may block there.</para>
/// </remarks>
public abstract class DuplexChannel : IAsyncDisposable
{
    /// <summary>The address on our side, or null when the transport has none.</summary>
    public abstract IPEndPoint? LocalEndPoint { get; }

    /// <summary>The address on the peer's side, or null when the transport has none.</summary>
    public abstract IPEndPoint? RemoteEndPoint { get; }

    /// <summary>What TLS agreed on, or null where there is no TLS.</summary>
    public virtual TlsInfo? Tls => null;

    /// <summary>
    /// Completes when the next <see cref="ReadAsync"/> is likely to complete at once, without holding any buffer
    /// meanwhile: a connection at rest owns none. May complete early.
    /// </summary>
    public abstract ValueTask WaitToReadAsync();

    /// <summary>Reads some bytes into <paramref name="buffer"/>, which must not be empty. After an end, reads return the same end again.</summary>
    public abstract ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer);

    /// <summary>
    /// As <see cref="ReadAsync"/>, but where the waiting completed early it may give no bytes and no end, so that nobody
    /// holds a buffer for as long as the peer likes.
    /// </summary>
    public virtual ValueTask<ChannelRead> ReadNowAsync(Memory<byte> buffer) => ReadAsync(buffer);

    /// <summary>
    /// Writes all of <paramref name="buffer"/>. When it completes the buffer is free again and the bytes are with the
    /// kernel, or will get there without further calls. <see cref="ChannelEnd.None"/> is success.
    /// </summary>
    public abstract ValueTask<ChannelEnd> WriteAsync(ReadOnlyMemory<byte> buffer);

    /// <summary>Ends our direction in an orderly way (close_notify where there is TLS, then FIN); reading goes on. Idempotent.</summary>
    public abstract ValueTask<ChannelEnd> CompleteWritesAsync();

    /// <summary>Ends both directions at once, from any thread. What is under way completes with <see cref="ChannelEnd.Aborted"/>. Idempotent.</summary>
    public abstract void Abort();

    /// <summary>Chooses how soon a dead peer is noticed, from any thread; it then reads as <see cref="ChannelEnd.Reset"/>. Nothing where there is no socket below.</summary>
    public virtual void Detect(DeadPeerDetection detection)
    {
    }

    /// <summary>Aborts when still open, and gives everything back. Waits for no peer.</summary>
    public abstract ValueTask DisposeAsync();
}
