using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Transport;

/// <summary>Plain TCP. Takes the socket.</summary>
/// <param name="port">A connected socket.</param>
/// <param name="readAhead">Bytes already read from it; they are copied and read first.</param>
public sealed class SocketChannel(SocketPort port, ReadOnlyMemory<byte> readAhead = default) : DuplexChannel
{
    private readonly SocketPort _port = port;
    private ReadOnlyMemory<byte> _readAhead = readAhead.IsEmpty ? default : readAhead.ToArray();
    private ChannelEnd _readEnd;
    private ChannelEnd _writeEnd;
    private bool _completed;

    /// <inheritdoc/>
    public override IPEndPoint? LocalEndPoint => _port.LocalEndPoint;

    /// <inheritdoc/>
    public override IPEndPoint? RemoteEndPoint => _port.RemoteEndPoint;

    /// <inheritdoc/>
    public override ValueTask WaitToReadAsync() =>
        _readEnd != ChannelEnd.None || !_readAhead.IsEmpty ? default : _port.WaitToReceiveAsync();

    /// <inheritdoc/>
    public override ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length);
        return TryRead(buffer.Span, out var read) ? new(read) : WaitAndReadAsync(buffer);
    }

    /// <inheritdoc/>
    public override ValueTask<ChannelRead> ReadNowAsync(Memory<byte> buffer)
    {
        _ = TryRead(buffer.Span, out var read);
        return new(read);
    }

    /// <inheritdoc/>
    public override ValueTask<ChannelEnd> WriteAsync(ReadOnlyMemory<byte> buffer)
    {
        if (_completed) throw new InvalidOperationException("The writes of this channel were completed.");
        if (_writeEnd != ChannelEnd.None || buffer.IsEmpty) return new(_writeEnd);
        var error = _port.Send(buffer.Span, out var sent);
        if (error is not (SocketError.Success or SocketError.WouldBlock)) return new(_writeEnd = _port.EndOf(error));
        return sent == buffer.Length ? new(ChannelEnd.None) : SendRestAsync(buffer[sent..]);
    }

    /// <inheritdoc/>
    public override ValueTask<ChannelEnd> CompleteWritesAsync()
    {
        if (!_completed && _writeEnd == ChannelEnd.None)
        {
            _completed = true;
            _writeEnd = _port.EndOf(_port.ShutdownSend());
        }

        return new(_writeEnd);
    }

    /// <inheritdoc/>
    public override void Abort() => _port.Abort();

    /// <inheritdoc/>
    public override void Detect(DeadPeerDetection detection) => _port.Detect(detection);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _port.Dispose();
        return default;
    }

    private bool TryRead(Span<byte> buffer, out ChannelRead read)
    {
        if (!_readAhead.IsEmpty)
        {
            var count = Math.Min(buffer.Length, _readAhead.Length);
            _readAhead.Span[..count].CopyTo(buffer);
            _readAhead = _readAhead[count..];
            read = new(count, ChannelEnd.None);
            return true;
        }

        read = new(0, _readEnd);
        if (_readEnd != ChannelEnd.None) return true;
        if (_port.IsDrained) return false;
        var error = _port.Receive(buffer, out var received);
        if (error == SocketError.WouldBlock) return false;
        if (received == 0) _readEnd = error == SocketError.Success ? ChannelEnd.Closed : _port.EndOf(error);
        read = new(received, _readEnd);
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ChannelRead> WaitAndReadAsync(Memory<byte> buffer)
    {
        while (true)
        {
            await _port.WaitToReceiveAsync();
            if (TryRead(buffer.Span, out var read)) return read;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ChannelEnd> SendRestAsync(ReadOnlyMemory<byte> rest) =>
        _writeEnd = _port.EndOf(await _port.SendAllAsync(rest));
}
