using System.Net;
using System.Net.Sockets;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Udp;

/// <summary>Datagrams of a UDP socket. At rest it owns no buffer.</summary>
internal abstract class SocketDatagramChannel(DatagramPort port, UdpTally tally) : DatagramChannel
{
    private readonly DatagramRun _run = new();
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

    /// <summary>Sends what waits, and waits for room where there is none.</summary>
    public override ValueTask<bool> FlushAsync() => _run.IsEmpty ? new(!port.IsClosed) : FlushRunAsync();

    public override void Abort() => port.Dispose();

    public override ValueTask DisposeAsync()
    {
        port.Dispose();
        ReleaseBuffer();
        _run.Clear();
        return default;
    }

    /// <summary>What a datagram means.</summary>
    protected abstract DatagramRead Take(IPEndPoint sender, ReadOnlyMemory<byte> datagram);

    protected UdpTally Tally => tally;

    /// <summary>Room for a datagram that goes with the next flush; false where those that wait must be flushed first.</summary>
    protected bool TryAdd(IPAddress address, ushort toPort, int bytes, out Span<byte> room) => _run.TryAdd(address, toPort, bytes, out room);

    private async ValueTask<bool> FlushRunAsync()
    {
        for (var left = _run.Payloads; !left.IsEmpty;)
        {
            var error = port.SendRun(left.Span, _run.EachBytes, _run.Address!, _run.Port, out var sent);
            left = left[sent..];
            if (error is SocketError.Success or SocketError.OperationAborted) break;
            if (error == SocketError.WouldBlock)
            {
                await port.WaitToSendAsync();
                continue;
            }

            tally.Drop(UdpDrop.NotSent);
            left = left[Math.Min(_run.EachBytes, left.Length)..];
        }

        _run.Clear();
        return !port.IsClosed;
    }

    private void ReleaseBuffer()
    {
        if (_buffer is not { } buffer) return;
        _buffer = null;
        CountedBufferPool.Return(buffer);
    }
}
