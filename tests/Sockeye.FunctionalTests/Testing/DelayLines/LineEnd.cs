using System.Net;
using System.Net.Sockets;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>One end of a delay line: a namespace with a loopback of its own and addresses on the line.</summary>
internal sealed class LineEnd(NetworkNamespace place, IPAddress address, IPAddress? address6)
{
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int ReceiveBufferForce = 33; // SO_RCVBUFFORCE: beyond the system's limit
    private const int ReceiveBufferBytes = 16 * 1024 * 1024;

    /// <summary>Its IPv4 address on the line.</summary>
    public IPAddress Address => address;

    /// <summary>Its IPv6 address on the line; null where the machine has no IPv6.</summary>
    public IPAddress? Address6 => address6;

    /// <inheritdoc cref="NetworkNamespace.Run{T}"/>
    public T Run<T>(Func<T> work) => place.Run(work);

    /// <inheritdoc cref="NetworkNamespace.Start"/>
    public ChildProcess Start(string program, params string[] arguments) => place.Start(program, arguments);

    /// <summary>A TCP connection from this end; fails at <see cref="Limits.Event"/>.</summary>
    public async Task<Socket> ConnectAsync(IPEndPoint target)
    {
        var socket = Run(() => new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        try
        {
            await socket.ConnectAsync(target).WaitAsync(Limits.Event);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A bound TCP socket at this end.</summary>
    public Socket Listen(EndPoint at) => Run(() =>
    {
        var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(at);
        return socket;
    });

    /// <summary>A UDP socket at a free port of this end's address; its queue is long, so that who loses datagrams is the line.</summary>
    public Socket BindUdp(bool overIPv6 = false) => Run(() =>
    {
        var bound = overIPv6 ? address6! : address;
        var socket = new Socket(bound.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.SetRawSocketOption(SocketLevel, ReceiveBufferForce, BitConverter.GetBytes(ReceiveBufferBytes));
        socket.Bind(new IPEndPoint(bound, 0));
        return socket;
    });
}
