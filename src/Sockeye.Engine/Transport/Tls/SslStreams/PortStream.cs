using System.Net.Sockets;
using Sockeye.Core;
using Sockeye.Core.Tls;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Transport.Tls.SslStreams;

/// <summary>A socket as the stream that SslStream wants. It remembers what SslStream does not tell: how the socket ended.</summary>
internal sealed class PortStream(SocketPort port, ReadOnlyMemory<byte> readAhead) : Stream
{
    private ReadOnlyMemory<byte> _readAhead = readAhead;
    private bool _sniffed;

    /// <summary>Whether a FIN was read: an end of SslStream without one is a close_notify.</summary>
    internal bool SawFin { get; private set; }

    /// <summary>How the socket failed, or None.</summary>
    internal ChannelEnd Failure { get; private set; }

    /// <summary>What stood in place of a handshake, or null.</summary>
    internal string? SniffedFault { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Looks at the client's first message without taking it: what was read for that is read again by who comes next. Ends at
    /// once where it is none, or none that can be looked at.
    /// </summary>
    internal async ValueTask<ClientHello> PeekAsync()
    {
        // Who only connects costs no buffer.
        if (_readAhead.IsEmpty) await port.WaitToReceiveAsync();
        var buffer = CountedBufferPool.Rent(ClientHello.MaximumLengthBytes);
        try
        {
            var length = 0;
            while (true)
            {
                var count = await ReadAsync(buffer.AsMemory(length, ClientHello.MaximumLengthBytes - length));
                length += count;
                if (ClientHello.Parse(buffer.AsSpan(0, length), out var hello, out _) == ParseStatus.NeedMore && count > 0) continue;
                _readAhead = (byte[])[.. buffer.AsSpan(0, length), .. _readAhead.Span];
                return hello;
            }
        }
        finally
        {
            CountedBufferPool.Return(buffer);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_readAhead.IsEmpty)
        {
            var count = Math.Min(buffer.Length, _readAhead.Length);
            _readAhead[..count].CopyTo(buffer);
            _readAhead = _readAhead[count..];
            Sniff(buffer.Span[..count]);
            return count;
        }

        // SslStream reads into nothing when it only wants to wait.
        if (buffer.IsEmpty || port.IsDrained) await port.WaitToReceiveAsync();
        if (buffer.IsEmpty) return 0;
        while (true)
        {
            var error = port.Receive(buffer.Span, out var received);
            if (error == SocketError.WouldBlock)
            {
                await port.WaitToReceiveAsync();
                continue;
            }

            if (error != SocketError.Success) throw Fail(error);
            if (received == 0) SawFin = true;
            Sniff(buffer.Span[..received]);
            return received;
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var error = port.Send(buffer.Span, out var sent);
        if (error is SocketError.WouldBlock || (error == SocketError.Success && sent < buffer.Length))
        {
            error = await port.SendAllAsync(buffer[sent..]);
        }

        if (error != SocketError.Success) throw Fail(error);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Sniff(ReadOnlySpan<byte> first)
    {
        if (_sniffed || first.IsEmpty) return;
        _sniffed = true;
        SniffedFault = TlsFault.OfFirstBytes(first);

        // At once: a plain SOCKS5 client would wait for the five bytes of a record's head for ever.
        if (SniffedFault is not null) throw new IOException(SniffedFault);
    }

    private IOException Fail(SocketError error)
    {
        Failure = port.EndOf(error);
        return new IOException(Failure.ToString());
    }
}
