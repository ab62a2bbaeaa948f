using System.Net;
using Sockeye.Core.Net;

namespace Sockeye.Engine.Udp;

/// <summary>
/// One side of a UDP association: datagrams with the address of whom they go to or come from, whatever carries them (a
/// UDP socket to the targets, one with SOCKS5's headers, frames in a byte stream).
/// </summary>
/// <remarks>
/// <para>At most one receive and at most one send are under way at a time; they may overlap. What the network does is a
/// value: a datagram that can't be sent is lost, as datagrams are, and counted.</para>
/// <para>What was sent may wait for <see cref="FlushAsync"/>, so that several datagrams become one write; a sender
/// flushes as soon as it has no more.</para>
/// </remarks>
public abstract class DatagramChannel : IAsyncDisposable
{
    /// <summary>Where it is bound, as SOCKS5's replies tell it; null where the transport does not say.</summary>
    public abstract IPEndPoint? LocalEndPoint { get; }

    /// <summary>Completes when <see cref="ReceiveAsync"/> is likely to have something, without holding a buffer meanwhile.</summary>
    public abstract ValueTask WaitToReceiveAsync();

    /// <summary>The next datagram that is there; never waits for one.</summary>
    public abstract ValueTask<DatagramRead> ReceiveAsync();

    /// <summary>Whether what was asked last may still be answered when this side has ended: a stream ends each direction by itself.</summary>
    public virtual bool MayBeAnsweredBehindItsEnd => false;

    /// <summary>Sends a datagram.</summary>
    /// <param name="peer">Whom to; or, towards a client, whom from.</param>
    /// <param name="payload">Free again when this completes.</param>
    public abstract ValueTask<DatagramSend> SendAsync(Destination peer, ReadOnlyMemory<byte> payload);

    /// <summary>Sees that all that was sent is on its way. False where there is no way any more.</summary>
    public virtual ValueTask<bool> FlushAsync() => new(true);

    /// <summary>Ends our direction in order, behind all that was sent.</summary>
    public virtual ValueTask CompleteAsync() => default;

    /// <summary>Ends it at once, from any thread: whoever waits is woken and finds the end.</summary>
    public abstract void Abort();

    /// <summary>Ends it and gives everything back.</summary>
    public abstract ValueTask DisposeAsync();
}
