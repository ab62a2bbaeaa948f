using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Sockeye.Native.Linux;

namespace Sockeye.Engine.Transport.Sockets.Polling;

/// <summary>A connected socket on a polling thread. Its continuations run there.</summary>
internal sealed class PolledPort(PolledSocket socket, IPEndPoint? remote) : SocketPort
{
    private IPEndPoint? _local;

    public override IPEndPoint? LocalEndPoint
    {
        get
        {
            try
            {
                return _local ??= IsAborted ? null : PolledSocketSource.Unmapped(LinuxSocket.LocalEndPoint(socket.Descriptor));
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
        }
    }

    public override IPEndPoint? RemoteEndPoint => remote;

    internal override bool IsDrained => !socket.IsReadable;

    internal override SocketError Receive(Span<byte> buffer, out int count)
    {
        count = 0;
        if (IsAborted) return SocketError.OperationAborted;
        try
        {
            socket.BeginRead();
            count = LinuxSocket.Receive(socket.Descriptor, buffer, out var error);
            if (error != LinuxError.None) return LinuxErrors.ToSocketError(error);

            // Closing on our side looks like a FIN to a receive that is under way.
            if (count == 0 && IsAborted) return SocketError.OperationAborted;
            socket.EndReceive(count, buffer.Length);
            return SocketError.Success;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    internal override ValueTask WaitToReceiveAsync() => IsAborted ? default : socket.WaitToReadAsync();

    internal override SocketError Send(ReadOnlySpan<byte> buffer, out int count, bool isLast = false)
    {
        count = 0;
        if (IsAborted) return SocketError.OperationAborted;
        try
        {
            socket.BeginWrite();
            count = LinuxSocket.Send(socket.Descriptor, buffer, isLast, out var error);
            socket.EndSend(count);
            return LinuxErrors.ToSocketError(error);
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal override async ValueTask<SocketError> SendAllAsync(ReadOnlyMemory<byte> buffer)
    {
        while (true)
        {
            var error = Send(buffer.Span, out var sent);
            if (error is not (SocketError.Success or SocketError.WouldBlock)) return error;
            buffer = buffer[sent..];
            if (buffer.IsEmpty) return SocketError.Success;
            if (!IsAborted) await socket.WaitToWriteAsync();
        }
    }

    internal override SocketError ShutdownSend()
    {
        if (IsAborted) return SocketError.OperationAborted;
        try
        {
            var error = LinuxSocket.ShutdownSend(socket.Descriptor);

            // The peer's reset came first: what was to be said is said by that, and who reads will see it.
            return error == LinuxError.NotConnected ? SocketError.Success : LinuxErrors.ToSocketError(error);
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
            LinuxSocket.SetUserTimeout(socket.Descriptor, detection == DeadPeerDetection.WhileAsking ? DeadPeerLimits.UnacknowledgedMilliseconds : 0);
            if (detection == DeadPeerDetection.WhileIdle) LinuxSocket.KeepAlive(socket.Descriptor, DeadPeerLimits.IdleSeconds, DeadPeerLimits.ProbeSeconds, DeadPeerLimits.Probes);
            else LinuxSocket.EndKeepAlive(socket.Descriptor);
        }
        catch (ObjectDisposedException)
        {
            // It was closed meanwhile.
        }
    }

    protected override void CloseSocket(bool reset)
    {
        socket.Thread.Forget(socket);
        if (reset) LinuxSocket.ResetOnClose(socket.Descriptor);
        socket.Descriptor.Dispose();
        socket.WakeAll();
    }
}
