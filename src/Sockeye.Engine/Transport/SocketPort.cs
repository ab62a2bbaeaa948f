using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Transport;

/// <summary>
/// A connected socket without exceptions: tries without blocking first and waits only when told to. What every kind of
/// channel stands on.
/// </summary>
internal sealed class SocketPort
{
    private readonly Socket _socket;
    private SocketOperation? _receive;
    private SocketOperation? _send;
    private IPEndPoint? _local;
    private IPEndPoint? _remote;
    private int _closed;
    private volatile bool _aborted;

    internal SocketPort(Socket socket)
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

    /// <summary>Whether the last receive took all there was: another one at once would be a call for nothing.</summary>
    internal bool IsDrained { get; private set; }

    internal bool IsAborted => _aborted;

    internal IPEndPoint? LocalEndPoint => _local ??= Read(static s => s.LocalEndPoint);

    internal IPEndPoint? RemoteEndPoint => _remote ??= Read(static s => s.RemoteEndPoint);

    /// <summary>One receive. <see cref="SocketError.WouldBlock"/> when there is nothing; 0 bytes with Success is a FIN.</summary>
    internal SocketError Receive(Span<byte> buffer, out int count)
    {
        count = 0;
        if (_aborted) return SocketError.OperationAborted;

        // The kernel tells of a reset once: where the waiting was told, a receive would find what looks like a FIN.
        if (_receive is { SocketError: not SocketError.Success } failed) return failed.SocketError;
        try
        {
            count = _socket.Receive(buffer, SocketFlags.None, out var error);
            if (error == SocketError.Success)
            {
                // Closing on our side looks like a FIN to a receive that is under way.
                if (count == 0 && _aborted) return SocketError.OperationAborted;
                IsDrained = count < buffer.Length;
                return error;
            }

            count = 0;
            IsDrained = true;
            return error;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    /// <summary>Completes when a receive has something to say.</summary>
    internal ValueTask WaitToReceiveAsync()
    {
        IsDrained = false;
        if (_aborted) return default;
        try
        {
            return (_receive ??= new()).WaitToReceiveAsync(_socket);
        }
        catch (ObjectDisposedException)
        {
            return default;
        }
    }

    /// <summary>One send; takes as much as the kernel does.</summary>
    internal SocketError Send(ReadOnlySpan<byte> buffer, out int count)
    {
        count = 0;
        if (_aborted) return SocketError.OperationAborted;
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

    /// <summary>Sends all, waiting for the kernel where it must.</summary>
    internal ValueTask<SocketError> SendAllAsync(ReadOnlyMemory<byte> buffer)
    {
        if (_aborted) return new(SocketError.OperationAborted);
        try
        {
            return (_send ??= new()).SendAsync(_socket, buffer);
        }
        catch (ObjectDisposedException)
        {
            return new(SocketError.OperationAborted);
        }
    }

    /// <summary>Sends our FIN.</summary>
    internal SocketError ShutdownSend()
    {
        if (_aborted) return SocketError.OperationAborted;
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

    /// <summary>Closes with a reset, from any thread: nobody waits for what is still under way.</summary>
    internal void Abort() => Close(reset: true);

    /// <summary>Closes in the ordinary way: what the kernel holds still goes out, then FIN.</summary>
    internal void Close() => Close(reset: false);

    /// <summary>What an error of the socket means to a channel.</summary>
    internal ChannelEnd EndOf(SocketError error) => error switch
    {
        SocketError.Success => ChannelEnd.None,
        _ when _aborted => ChannelEnd.Aborted,
        SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket => ChannelEnd.Aborted,
        _ => ChannelEnd.Reset,
    };

    private void Close(bool reset)
    {
        _aborted = true;
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;

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
