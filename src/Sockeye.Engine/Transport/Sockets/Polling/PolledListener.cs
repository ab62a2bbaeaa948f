using System.Net;
using System.Net.Sockets;
using Sockeye.Native.Linux;

namespace Sockeye.Engine.Transport.Sockets.Polling;

/// <summary>
/// A listening socket on one polling thread. What it accepts goes to the thread with the fewest sockets, whose first event
/// is then the client's first bytes: a session begins where it will run, without a hop.
/// </summary>
internal sealed class PolledListener(PolledSocketSource source, PolledSocket socket, IPEndPoint endPoint) : SocketListener
{
    private volatile bool _disposed;

    public override IPEndPoint EndPoint => endPoint;

    public override async ValueTask<TcpAttempt> AcceptAsync()
    {
        while (true)
        {
            try
            {
                socket.BeginRead();
                if (_disposed) return new(null, SocketError.OperationAborted);
                var descriptor = LinuxSocket.Accept(socket.Descriptor, out var peer, out var error);
                if (error == LinuxError.None) return Take(descriptor, peer);
                descriptor.Dispose();
                if (error != LinuxError.WouldBlock)
                {
                    socket.MoreToRead();
                    return new(null, LinuxErrors.ToSocketError(error));
                }
            }
            catch (ObjectDisposedException)
            {
                return new(null, SocketError.OperationAborted);
            }

            await socket.WaitToReadAsync();
        }
    }

    public override void Dispose()
    {
        _disposed = true;
        socket.Thread.Forget(socket);
        socket.Descriptor.Dispose();
        socket.WakeAll();
    }

    private TcpAttempt Take(SafeDescriptor descriptor, IPEndPoint? peer)
    {
        socket.MoreToRead();
        return PolledSocketSource.Watch(descriptor, source.LeastLoaded(), PolledSocketSource.Unmapped(peer));
    }
}
