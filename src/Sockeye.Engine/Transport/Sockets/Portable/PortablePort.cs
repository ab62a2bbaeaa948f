using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Transport.Sockets.Portable;

/// <summary>A socket of System.Net.Sockets.</summary>
internal sealed class PortablePort : SocketPort
{
    private readonly Socket _socket;
    private SocketOperation? _receive;
    private SocketOperation? _send;
    private IPEndPoint? _local;
    private IPEndPoint? _remote;
    private int? _systemTimeout;
    private bool _isDrained;

    internal PortablePort(Socket socket)
    {
        _socket = socket;
        try
        {
            socket.Blocking = false;
            socket.NoDelay = true;
        }
        catch (SocketException)
        {
            // The peer is gone already; the first operation says so.
        }
    }

    internal override bool IsDrained => _isDrained;

    public override IPEndPoint? LocalEndPoint => _local ??= Read(static s => s.LocalEndPoint);

    public override IPEndPoint? RemoteEndPoint => _remote ??= Read(static s => s.RemoteEndPoint);

    internal override SocketError Receive(Span<byte> buffer, out int count)
    {
        count = 0;
        if (IsAborted) return SocketError.OperationAborted;

        // The kernel tells of a reset once: where the waiting was told, a receive would find what looks like a FIN.
        if (_receive is { SocketError: not SocketError.Success } failed) return failed.SocketError;
        try
        {
            count = _socket.Receive(buffer, SocketFlags.None, out var error);
            if (error == SocketError.Success)
            {
                // Closing on our side looks like a FIN to a receive that is under way.
                if (count == 0 && IsAborted) return SocketError.OperationAborted;
                _isDrained = count < buffer.Length;
                return error;
            }

            count = 0;
            _isDrained = true;
            return error;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    internal override ValueTask WaitToReceiveAsync()
    {
        _isDrained = false;
        if (IsAborted) return default;
        try
        {
            return (_receive ??= new()).WaitToReceiveAsync(_socket);
        }
        catch (ObjectDisposedException)
        {
            return default;
        }
    }

    internal override SocketError Send(ReadOnlySpan<byte> buffer, out int count, bool isLast = false)
    {
        count = 0;
        if (IsAborted) return SocketError.OperationAborted;
        try
        {
            count = _socket.Send(buffer, SocketFlags.None, out var error);
            if (error != SocketError.Success) count = 0;
            return error;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    internal override ValueTask<SocketError> SendAllAsync(ReadOnlyMemory<byte> buffer)
    {
        if (IsAborted) return new(SocketError.OperationAborted);
        try
        {
            return (_send ??= new()).SendAsync(_socket, buffer);
        }
        catch (ObjectDisposedException)
        {
            return new(SocketError.OperationAborted);
        }
    }

    internal override SocketError ShutdownSend()
    {
        if (IsAborted) return SocketError.OperationAborted;
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
            return SocketError.Success;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    internal override void Detect(DeadPeerDetection detection)
    {
        if (IsAborted) return;
        try
        {
            var keepAlive = detection == DeadPeerDetection.WhileIdle;
            if (keepAlive)
            {
                _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, DeadPeerLimits.IdleSeconds);
                _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, DeadPeerLimits.ProbeSeconds);
                _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, DeadPeerLimits.Probes);
            }

            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, keepAlive);
            if (detection == DeadPeerDetection.WhileAsking)
            {
                _systemTimeout ??= UserTimeout.Exchange(_socket, DeadPeerLimits.UnacknowledgedMilliseconds);
            }
            else if (_systemTimeout is { } before)
            {
                UserTimeout.Set(_socket, before);
                _systemTimeout = null;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // This system has no such option, or the socket was closed meanwhile.
        }
    }

    protected override void CloseSocket(bool reset)
    {
        // Operations under way complete with OperationAborted; their own disposal waits for that.
        // A time-out of 0 is a reset, also where another thread is inside a call (a linger option alone sent a FIN then).
        if (reset) _socket.Close(0);
        else _socket.Dispose();
        _receive?.Dispose();
        _send?.Dispose();
    }

    private IPEndPoint? Read(Func<Socket, EndPoint?> what)
    {
        try
        {
            return what(_socket) as IPEndPoint;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
