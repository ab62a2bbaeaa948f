using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Transport.Sockets.Portable;

/// <summary>A UDP socket of System.Net.Sockets.</summary>
internal sealed class PortableDatagramPort : DatagramPort
{
    // Windows tells a datagram's sender that nobody was there as an error of the next receive: not of interest here.
    private const int SIO_UDP_CONNRESET = unchecked((int)0x9800000C);

    private readonly Socket _socket;
    private readonly EndPoint _any;
    private readonly DatagramOperation _receive = new();

    internal PortableDatagramPort(Socket socket)
    {
        _socket = socket;
        _any = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        socket.Blocking = false;
        if (OperatingSystem.IsWindows()) socket.IOControl(SIO_UDP_CONNRESET, [0, 0, 0, 0], null);
        LocalEndPoint = Unmapped((IPEndPoint)socket.LocalEndPoint!);
    }

    public override IPEndPoint LocalEndPoint { get; }

    internal override SocketError Receive(Span<byte> buffer, out int count, out IPEndPoint? sender)
    {
        count = 0;
        sender = null;
        if (IsClosed) return SocketError.OperationAborted;
        try
        {
            // Asked first: an exception for every "nothing there" would cost more than the datagram.
            if (!_socket.Poll(0, SelectMode.SelectRead)) return SocketError.WouldBlock;
            var from = _any;
            count = _socket.ReceiveFrom(buffer, ref from);
            sender = Unmapped((IPEndPoint)from);
            return SocketError.Success;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    internal override ValueTask WaitToReceiveAsync()
    {
        if (IsClosed) return default;
        try
        {
            return _receive.WaitToReceiveAsync(_socket, _any);
        }
        catch (ObjectDisposedException)
        {
            return default;
        }
    }

    internal override SocketError Send(ReadOnlySpan<byte> payload, IPAddress address, ushort port)
    {
        if (IsClosed) return SocketError.OperationAborted;
        var isIPv6 = _socket.AddressFamily == AddressFamily.InterNetworkV6;
        if (!isIPv6 && address.AddressFamily != AddressFamily.InterNetwork) return SocketError.NetworkUnreachable;
        try
        {
            _socket.SendTo(payload, new IPEndPoint(isIPv6 ? address.MapToIPv6() : address, port));
            return SocketError.Success;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    // A full queue is emptied by the network card within moments.
    internal override async ValueTask WaitToSendAsync() => await Task.Yield();

    protected override void CloseSocket()
    {
        _socket.Dispose();
        _receive.Dispose();
    }

    private static IPEndPoint Unmapped(IPEndPoint endPoint) =>
        endPoint.Address.IsIPv4MappedToIPv6 ? new(endPoint.Address.MapToIPv4(), endPoint.Port) : endPoint;
}
