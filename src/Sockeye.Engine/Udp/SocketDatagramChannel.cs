using System.Net;
using System.Net.Sockets;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Udp;

/// <summary>Datagrams of a UDP socket. At rest it owns no buffer.</summary>
internal abstract class SocketDatagramChannel(DatagramPort port) : DatagramChannel
{
    private byte[]? _buffer;

    public override IPEndPoint? LocalEndPoint => port.LocalEndPoint;

    protected DatagramPort Port => port;

    /// <summary>How it ended, once the socket is closed.</summary>
    protected virtual ChannelEnd End => ChannelEnd.Aborted;

    public override ValueTask WaitToReceiveAsync() => port.WaitToReceiveAsync();

    public override ValueTask<DatagramRead> ReceiveAsync()
    {
        _buffer ??= CountedBufferPool.Rent(DatagramPort.BufferBytes);
        var error = port.Receive(_buffer, out var count, out var sender);
        if (error == SocketError.Success && sender is not null) return new(Take(sender, _buffer.AsMemory(0, count)));
        ReleaseBuffer();
        return new(error switch
        {
            SocketError.WouldBlock => DatagramRead.Nothing,
            SocketError.OperationAborted => DatagramRead.Ended(End),
            _ => DatagramRead.Dropped, // an error that belongs to something sent before
        });
    }

    public override void Abort() => port.Dispose();

    public override ValueTask DisposeAsync()
    {
        port.Dispose();
        ReleaseBuffer();
        return default;
    }

    /// <summary>What a datagram means.</summary>
    protected abstract DatagramRead Take(IPEndPoint sender, ReadOnlyMemory<byte> datagram);

    /// <summary>Sends one, waiting for room where there is none.</summary>
    protected async ValueTask<SocketError> SendAsync(ReadOnlyMemory<byte> datagram, IPAddress address, ushort toPort)
    {
        while (true)
        {
            var error = port.Send(datagram.Span, address, toPort);
            if (error != SocketError.WouldBlock) return error;
            await port.WaitToSendAsync();
        }
    }

    private void ReleaseBuffer()
    {
        if (_buffer is not { } buffer) return;
        _buffer = null;
        CountedBufferPool.Return(buffer);
    }
}
