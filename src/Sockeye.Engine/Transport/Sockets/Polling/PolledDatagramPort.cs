using System.Net;
using System.Net.Sockets;
using Sockeye.Native.Linux;

namespace Sockeye.Engine.Transport.Sockets.Polling;

/// <summary>A UDP socket on a polling thread. Its continuations run there.</summary>
internal sealed class PolledDatagramPort(PolledSocket socket, IPEndPoint local) : DatagramPort
{
    private readonly bool _isIPv6 = local.AddressFamily == AddressFamily.InterNetworkV6;

    // Most datagrams come from where the one before came from: its address need not be made again.
    private readonly byte[] _lastAddress = new byte[SocketAddressBytes.MaximumLength];
    private IPEndPoint? _lastSender;
    private volatile bool _cannotSegment;

    public override IPEndPoint LocalEndPoint { get; } = PolledSocketSource.Unmapped(local)!;

    internal override SocketError Receive(Span<byte> buffer, out int count, out IPEndPoint? sender)
    {
        count = 0;
        sender = null;
        if (IsClosed) return SocketError.OperationAborted;
        try
        {
            Span<byte> address = stackalloc byte[SocketAddressBytes.MaximumLength];
            socket.BeginRead();
            count = LinuxSocket.ReceiveFrom(socket.Descriptor, buffer, address, out var length, out var error);
            if (error == LinuxError.WouldBlock) return SocketError.WouldBlock;
            socket.EndReceiveDatagram(count);
            if (error != LinuxError.None) return LinuxErrors.ToSocketError(error);
            sender = SenderOf(address[..length]);
            return SocketError.Success;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    internal override ValueTask WaitToReceiveAsync() => IsClosed ? default : socket.WaitToReadAsync();

    internal override SocketError Send(ReadOnlySpan<byte> payload, IPAddress address, ushort port) => Send(payload, 0, address, port);

    /// <remarks>
    /// The way through the kernel is what a datagram costs most, and a run takes it once. Where that is not to be had (an
    /// older kernel, a path that a datagram must be fragmented for) each goes by itself from then on.
    /// </remarks>
    internal override SocketError SendRun(ReadOnlySpan<byte> payloads, int eachBytes, IPAddress address, ushort port, out int sentBytes)
    {
        sentBytes = 0;
        if (payloads.Length > eachBytes && !_cannotSegment)
        {
            var error = Send(payloads, eachBytes, address, port);
            if (error == SocketError.Success) sentBytes = payloads.Length;
            if (error is SocketError.Success or SocketError.WouldBlock or SocketError.OperationAborted) return error;
            _cannotSegment = true;
        }

        return base.SendRun(payloads, eachBytes, address, port, out sentBytes);
    }

    /// <param name="payload">A datagram, or several.</param>
    /// <param name="segmentBytes">How long each of several is, or 0.</param>
    /// <param name="address">Where to.</param>
    /// <param name="port">Its port.</param>
    private SocketError Send(ReadOnlySpan<byte> payload, int segmentBytes, IPAddress address, ushort port)
    {
        if (IsClosed) return SocketError.OperationAborted;
        if (!_isIPv6 && address.AddressFamily != AddressFamily.InterNetwork) return SocketError.NetworkUnreachable;
        try
        {
            Span<byte> bytes = stackalloc byte[SocketAddressBytes.MaximumLength];
            var length = _isIPv6 ? SocketAddressBytes.WriteIPv6(bytes, address, port) : SocketAddressBytes.WriteIPv4(bytes, address, port);
            socket.BeginWrite();
            var error = segmentBytes == 0
                ? LinuxSocket.SendTo(socket.Descriptor, payload, bytes[..length])
                : LinuxSocket.SendSegments(socket.Descriptor, payload, (ushort)segmentBytes, bytes[..length]);
            if (error == LinuxError.WouldBlock) return SocketError.WouldBlock;
            socket.EndSend(payload.Length);
            socket.MoreRoom();
            return LinuxErrors.ToSocketError(error);
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    internal override ValueTask WaitToSendAsync() => IsClosed ? default : socket.WaitToWriteAsync();

    protected override void CloseSocket()
    {
        socket.Thread.Forget(socket);
        socket.Descriptor.Dispose();
        socket.WakeAll();
    }

    private IPEndPoint? SenderOf(ReadOnlySpan<byte> address)
    {
        if (_lastSender is null || !address.SequenceEqual(_lastAddress.AsSpan(0, address.Length)))
        {
            address.CopyTo(_lastAddress);
            _lastSender = PolledSocketSource.Unmapped(SocketAddressBytes.Read(address));
        }

        return _lastSender;
    }
}
