using System.Net;
using System.Net.Sockets;
using Sockeye.Native.Linux;

namespace Sockeye.Engine.Transport.Sockets.Polling;

/// <summary>Sockets on polling threads of our own, one a core (epoll(7)). Linux only.</summary>
internal sealed class PolledSocketSource : SocketSource
{
    private static readonly Lazy<PolledSocketSource> Shared = new(() => new(Environment.ProcessorCount));

    private readonly PollingThread[] _threads;
    private int _next;

    /// <summary>That many threads of its own, for ever.</summary>
    internal PolledSocketSource(int threads) => _threads = [.. Enumerable.Range(0, threads).Select(n => new PollingThread(n))];

    /// <summary>The process's own; its threads start at the first use.</summary>
    internal static PolledSocketSource Instance => Shared.Value;

    /// <summary>An IPv4 address inside IPv6, as a dual-stack listener gives it, is an IPv4 address.</summary>
    internal static IPEndPoint? Unmapped(IPEndPoint? endPoint) =>
        endPoint is { Address.IsIPv4MappedToIPv6: true } ? new(endPoint.Address.MapToIPv4(), endPoint.Port) : endPoint;

    internal override SocketListener Listen(IPEndPoint endPoint, int backlog)
    {
        var descriptor = LinuxSocket.Open(endPoint.AddressFamily, out var error);
        if (error == LinuxError.None) error = LinuxSocket.Listen(descriptor, endPoint, backlog);
        if (error == LinuxError.None)
        {
            var bound = LinuxSocket.LocalEndPoint(descriptor) ?? endPoint;
            var socket = new PolledSocket(descriptor, LeastLoaded());
            error = socket.Thread.Watch(socket);
            if (error == LinuxError.None) return new PolledListener(this, socket, bound);
        }

        descriptor.Dispose();
        throw new SocketException((int)LinuxErrors.ToSocketError(error));
    }

    internal override async ValueTask<TcpAttempt> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return new(null, SocketError.OperationAborted);
        var descriptor = LinuxSocket.Open(endPoint.AddressFamily, out var error);
        if (error != LinuxError.None) return new(null, LinuxErrors.ToSocketError(error));

        // Both sides of a session on one thread: nothing of it is ever under way on two cores.
        var socket = new PolledSocket(descriptor, PollingThread.Current ?? LeastLoaded());
        var port = new PolledPort(socket, endPoint);
        error = socket.BeginConnect(endPoint);
        if (error == LinuxError.InProgress)
        {
            // Cancelling closes the socket, which wakes whoever waits.
            await using (cancellationToken.UnsafeRegister(static port => ((PolledPort)port!).Abort(), port))
            {
                await socket.WaitToWriteAsync();
            }

            error = port.IsAborted ? LinuxError.BadDescriptor : socket.EndConnect();
        }

        if (error == LinuxError.None && !port.IsAborted) return new(port, SocketError.Success);
        port.Dispose();
        return new(null, cancellationToken.IsCancellationRequested ? SocketError.OperationAborted : LinuxErrors.ToSocketError(error));
    }

    internal override DatagramPort? OpenDatagram(IPEndPoint endPoint, out SocketError error)
    {
        var descriptor = LinuxSocket.OpenDatagram(endPoint, out var failure);
        if (failure == LinuxError.None)
        {
            var local = LinuxSocket.LocalEndPoint(descriptor) ?? endPoint;
            var socket = new PolledSocket(descriptor, PollingThread.Current ?? LeastLoaded());
            failure = socket.Thread.Watch(socket);
            if (failure == LinuxError.None)
            {
                error = SocketError.Success;
                return new PolledDatagramPort(socket, local);
            }
        }

        descriptor.Dispose();
        error = LinuxErrors.ToSocketError(failure);
        return null;
    }

    internal override SocketPort Adopt(Socket socket)
    {
        return Watch(LinuxSocket.Adopt(socket), LeastLoaded(), Unmapped(socket.RemoteEndPoint as IPEndPoint)).Port
            ?? throw new SocketException((int)SocketError.NoBufferSpaceAvailable);
    }

    internal static TcpAttempt Watch(SafeDescriptor descriptor, PollingThread thread, IPEndPoint? remote)
    {
        var socket = new PolledSocket(descriptor, thread);
        if (thread.Watch(socket) is var error and not LinuxError.None)
        {
            descriptor.Dispose();
            return new(null, LinuxErrors.ToSocketError(error));
        }

        return new(new PolledPort(socket, remote), SocketError.Success);
    }

    /// <summary>The thread with the fewest sockets; among equals each in turn.</summary>
    internal PollingThread LeastLoaded()
    {
        var first = (int)((uint)Interlocked.Increment(ref _next) % (uint)_threads.Length);
        var best = _threads[first];
        for (var i = 1; i < _threads.Length; i++)
        {
            var thread = _threads[(first + i) % _threads.Length];
            if (thread.Load < best.Load) best = thread;
        }

        return best;
    }
}
