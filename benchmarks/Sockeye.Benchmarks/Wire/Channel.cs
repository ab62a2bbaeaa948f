namespace Sockeye.Benchmarks.Wire;

/// <summary>A connection that one thread at a time sends to and receives from, blocking.</summary>
internal abstract class Channel : IDisposable
{
    /// <summary>Sends all of it.</summary>
    public abstract void Send(ReadOnlySpan<byte> bytes);

    /// <summary>Receives what is there, at least a byte; 0 at the end.</summary>
    public abstract int Receive(Span<byte> bytes);

    /// <summary>How long a receive waits before it throws a <see cref="System.Net.Sockets.SocketException"/>; another one may follow.</summary>
    public abstract TimeSpan ReceiveTimeout { set; }

    /// <summary>Tells the peer that this is the end, where the protocol has a word for it.</summary>
    public abstract void Finish();

    /// <summary>Fills the span.</summary>
    /// <exception cref="EndOfStreamException">The peer ended before.</exception>
    public void ReceiveExactly(Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Receive(bytes);
            if (count == 0) throw new EndOfStreamException($"The connection ended {bytes.Length} bytes too early.");
            bytes = bytes[count..];
        }
    }

    /// <inheritdoc/>
    public abstract void Dispose();
}
