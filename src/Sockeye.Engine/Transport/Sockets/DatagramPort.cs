using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Transport.Sockets;

/// <summary>A bound UDP socket without exceptions: tries without blocking first and waits only when told to.</summary>
/// <remarks>At most one receive and one wait of each kind are under way at a time; sends may come from several threads.</remarks>
public abstract class DatagramPort : IDisposable
{
    /// <summary>The longest payload that UDP can carry over IPv4, which is what a receive must have room for, and a little more.</summary>
    internal const int BufferBytes = 64 * 1024;

    private int _closed;

    /// <summary>Where it is bound; an address inside IPv6 that is IPv4's as IPv4.</summary>
    public abstract IPEndPoint LocalEndPoint { get; }

    /// <summary>Called once, when it is closed.</summary>
    internal Action? Closed { get; set; }

    /// <summary>Whether it was closed.</summary>
    internal bool IsClosed => Volatile.Read(in _closed) != 0;

    /// <summary>
    /// Takes one datagram with its sender. <see cref="SocketError.WouldBlock"/> when there is none; after any other error
    /// but <see cref="SocketError.OperationAborted"/> the next one may be there all the same.
    /// </summary>
    internal abstract SocketError Receive(Span<byte> buffer, out int count, out IPEndPoint? sender);

    /// <summary>Completes when a receive has something to say.</summary>
    internal abstract ValueTask WaitToReceiveAsync();

    /// <summary>Sends one datagram, whole or not at all.</summary>
    internal abstract SocketError Send(ReadOnlySpan<byte> payload, IPAddress address, ushort port);

    /// <summary>
    /// Sends datagrams of one length to one address, the last of them perhaps shorter, from the first on. What comes back
    /// concerns the datagram at <paramref name="sentBytes"/>; success is told when all are sent.
    /// </summary>
    internal virtual SocketError SendRun(ReadOnlySpan<byte> payloads, int eachBytes, IPAddress address, ushort port, out int sentBytes)
    {
        for (sentBytes = 0; sentBytes < payloads.Length;)
        {
            var next = payloads.Slice(sentBytes, Math.Min(eachBytes, payloads.Length - sentBytes));
            var error = Send(next, address, port);
            if (error != SocketError.Success) return error;
            sentBytes += next.Length;
        }

        return SocketError.Success;
    }

    /// <summary>Completes when a send may find room.</summary>
    internal abstract ValueTask WaitToSendAsync();

    /// <summary>Closes, from any thread; whoever waits is woken.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            CloseSocket();
            Closed?.Invoke();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the socket, once.</summary>
    protected abstract void CloseSocket();
}
