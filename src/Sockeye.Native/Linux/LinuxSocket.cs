using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sockeye.Native.Linux;

/// <summary>
/// TCP and UDP sockets that never block and never throw for what the network does: each call is one system call, its error a value.
/// </summary>
public static unsafe partial class LinuxSocket
{
    // socket(2), accept4(2), send(2), tcp(7): the numbers of asm-generic, the same on x86-64, ARM64 and RISC-V.
    private const int SOCK_STREAM = 1;
    private const int SOCK_DGRAM = 2;
    private const int SOCK_NONBLOCK = 0x800;
    private const int SOCK_CLOEXEC = 0x80000;
    private const int MSG_NOSIGNAL = 0x4000;
    private const int MSG_MORE = 0x8000;
    private const int SHUT_WR = 1;
    private const int SOL_SOCKET = 1;
    private const int SO_REUSEADDR = 2;
    private const int SO_ERROR = 4;
    private const int SO_KEEPALIVE = 9;
    private const int SO_LINGER = 13;
    private const int IPPROTO_TCP = 6;
    private const int TCP_NODELAY = 1;
    private const int TCP_KEEPIDLE = 4;
    private const int TCP_KEEPINTVL = 5;
    private const int TCP_KEEPCNT = 6;
    private const int TCP_USER_TIMEOUT = 18;
    private const int IPPROTO_IPV6 = 41;
    private const int IPV6_V6ONLY = 26;

    /// <summary>A socket of that family, without Nagle's delay; invalid on failure.</summary>
    public static SafeDescriptor Open(AddressFamily family, out LinuxError error)
    {
        var descriptor = socket(family == AddressFamily.InterNetworkV6 ? 10 : 2, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        error = ErrorOf(descriptor);
        var opened = new SafeDescriptor(descriptor);

        // Accepted sockets inherit it from the one that listens.
        if (error == LinuxError.None) _ = Set(opened, IPPROTO_TCP, TCP_NODELAY, 1);
        return opened;
    }

    /// <summary>A socket for datagrams, bound; invalid on failure. <c>[::]</c> takes IPv4 too; no other address does.</summary>
    public static SafeDescriptor OpenDatagram(IPEndPoint endPoint, out LinuxError error)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        var isIPv6 = endPoint.AddressFamily == AddressFamily.InterNetworkV6;
        var descriptor = socket(isIPv6 ? 10 : 2, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        error = ErrorOf(descriptor);
        var opened = new SafeDescriptor(descriptor);
        if (error == LinuxError.None && isIPv6) error = SetDualStack(opened, endPoint.Address);
        if (error == LinuxError.None) error = Bind(opened, endPoint);
        return opened;
    }

    /// <summary>Binds and listens. <c>[::]</c> takes IPv4 too; no other address does.</summary>
    public static LinuxError Listen(SafeDescriptor descriptor, IPEndPoint endPoint, int backlog)
    {
        ArgumentNullException.ThrowIfNull(endPoint);

        // What the platform's sockets do as well: a restart must not wait for connections in TIME_WAIT.
        var error = Set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
        if (error == LinuxError.None && endPoint.AddressFamily == AddressFamily.InterNetworkV6)
        {
            error = SetDualStack(descriptor, endPoint.Address);
        }

        if (error == LinuxError.None) error = Bind(descriptor, endPoint);
        return error == LinuxError.None ? ErrorOf(listen(descriptor, backlog)) : error;
    }

    /// <summary>Takes a connection from the queue, with its peer's address; invalid on failure.</summary>
    public static SafeDescriptor Accept(SafeDescriptor listener, out IPEndPoint? peer, out LinuxError error)
    {
        var address = stackalloc byte[SocketAddressBytes.MaximumLength];
        var length = (uint)SocketAddressBytes.MaximumLength;
        var descriptor = accept4(listener, address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
        error = ErrorOf(descriptor);
        peer = error == LinuxError.None ? SocketAddressBytes.Read(new(address, (int)length)) : null;
        return new(descriptor);
    }

    /// <summary>Begins to connect; <see cref="LinuxError.InProgress"/> where it goes on by itself until the socket is writable.</summary>
    public static LinuxError Connect(SafeDescriptor descriptor, IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        var address = stackalloc byte[SocketAddressBytes.MaximumLength];
        var length = SocketAddressBytes.Write(new(address, SocketAddressBytes.MaximumLength), endPoint);
        return ErrorOf(connect(descriptor, address, (uint)length));
    }

    /// <summary>What became of a connect, once the socket is writable (SO_ERROR).</summary>
    public static LinuxError TakeError(SafeDescriptor descriptor)
    {
        int value;
        var length = (uint)sizeof(int);
        var error = ErrorOf(getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &value, &length));
        return error == LinuxError.None ? (LinuxError)value : error;
    }

    /// <summary>One receive; 0 bytes without an error is a FIN.</summary>
    public static int Receive(SafeDescriptor descriptor, Span<byte> buffer, out LinuxError error)
    {
        fixed (byte* start = buffer)
        {
            var count = recv(descriptor, start, (nuint)buffer.Length, 0);
            error = ErrorOf((int)count);
            return Math.Max(0, (int)count);
        }
    }

    /// <summary>One send; takes what the kernel has room for.</summary>
    /// <param name="descriptor">A connected socket.</param>
    /// <param name="buffer">The bytes.</param>
    /// <param name="moreFollows">Something follows at once, be it only <see cref="ShutdownSend"/>: a short rest waits for it.</param>
    /// <param name="error">What became of it.</param>
    public static int Send(SafeDescriptor descriptor, ReadOnlySpan<byte> buffer, bool moreFollows, out LinuxError error)
    {
        fixed (byte* start = buffer)
        {
            var count = send(descriptor, start, (nuint)buffer.Length, moreFollows ? MSG_NOSIGNAL | MSG_MORE : MSG_NOSIGNAL);
            error = ErrorOf((int)count);
            return Math.Max(0, (int)count);
        }
    }

    /// <summary>Takes one datagram; what of it finds no room in the buffer is gone.</summary>
    /// <param name="descriptor">A socket for datagrams.</param>
    /// <param name="buffer">Takes the payload.</param>
    /// <param name="address">Takes the sender's address, <see cref="SocketAddressBytes.MaximumLength"/> bytes.</param>
    /// <param name="addressLength">How long that is.</param>
    /// <param name="error">What became of it.</param>
    public static int ReceiveFrom(SafeDescriptor descriptor, Span<byte> buffer, Span<byte> address, out int addressLength, out LinuxError error)
    {
        fixed (byte* start = buffer, sender = address)
        {
            var length = (uint)address.Length;
            var count = recvfrom(descriptor, start, (nuint)buffer.Length, 0, sender, &length);
            error = ErrorOf((int)count);
            addressLength = error == LinuxError.None ? (int)length : 0;
            return Math.Max(0, (int)count);
        }
    }

    /// <summary>Sends one datagram, whole or not at all.</summary>
    /// <param name="descriptor">A socket for datagrams.</param>
    /// <param name="buffer">The payload.</param>
    /// <param name="address">Where to, of the socket's family.</param>
    public static LinuxError SendTo(SafeDescriptor descriptor, ReadOnlySpan<byte> buffer, ReadOnlySpan<byte> address)
    {
        fixed (byte* start = buffer, receiver = address)
        {
            return ErrorOf((int)sendto(descriptor, start, (nuint)buffer.Length, MSG_NOSIGNAL, receiver, (uint)address.Length));
        }
    }

    /// <summary>Sends our FIN behind what was sent.</summary>
    public static LinuxError ShutdownSend(SafeDescriptor descriptor) => ErrorOf(shutdown(descriptor, SHUT_WR));

    /// <summary>The close to come is a reset: nobody waits for what is still under way.</summary>
    public static void ResetOnClose(SafeDescriptor descriptor)
    {
        var linger = stackalloc int[2] { 1, 0 };
        _ = setsockopt(descriptor, SOL_SOCKET, SO_LINGER, linger, 2 * sizeof(int));
    }

    /// <summary>Asks a silent peer for a sign of life, and ends the connection where so many probes find none (tcp(7)).</summary>
    public static void KeepAlive(SafeDescriptor descriptor, int idleSeconds, int probeSeconds, int probes)
    {
        _ = Set(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, idleSeconds);
        _ = Set(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, probeSeconds);
        _ = Set(descriptor, IPPROTO_TCP, TCP_KEEPCNT, probes);
        _ = Set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1);
    }

    /// <summary>A silent peer is asked nothing.</summary>
    public static void EndKeepAlive(SafeDescriptor descriptor) => _ = Set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 0);

    /// <summary>For how long bytes may go unacknowledged until the connection has ended (ETIMEDOUT); 0 for the system's own limit.</summary>
    public static void SetUserTimeout(SafeDescriptor descriptor, int milliseconds) =>
        _ = Set(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, milliseconds);

    /// <summary>The descriptor of a socket of the platform; who closes it disposes that socket.</summary>
    public static SafeDescriptor Adopt(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        socket.Blocking = false;
        socket.NoDelay = true;
        return new((int)socket.SafeHandle.DangerousGetHandle(), socket);
    }

    /// <summary>The address on our side, or null.</summary>
    public static IPEndPoint? LocalEndPoint(SafeDescriptor descriptor)
    {
        var address = stackalloc byte[SocketAddressBytes.MaximumLength];
        var length = (uint)SocketAddressBytes.MaximumLength;
        return getsockname(descriptor, address, &length) == 0 ? SocketAddressBytes.Read(new(address, (int)length)) : null;
    }

    private static LinuxError SetDualStack(SafeDescriptor descriptor, IPAddress address) =>
        Set(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, address.Equals(IPAddress.IPv6Any) ? 0 : 1);

    private static LinuxError Bind(SafeDescriptor descriptor, IPEndPoint endPoint)
    {
        var address = stackalloc byte[SocketAddressBytes.MaximumLength];
        var length = SocketAddressBytes.Write(new(address, SocketAddressBytes.MaximumLength), endPoint);
        return ErrorOf(bind(descriptor, address, (uint)length));
    }

    private static LinuxError Set(SafeDescriptor descriptor, int level, int option, int value) =>
        ErrorOf(setsockopt(descriptor, level, option, &value, sizeof(int)));

    private static LinuxError ErrorOf(int result) => result >= 0 ? LinuxError.None : (LinuxError)Marshal.GetLastPInvokeError();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int bind(SafeDescriptor descriptor, byte* address, uint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int listen(SafeDescriptor descriptor, int backlog);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int accept4(SafeDescriptor descriptor, byte* address, uint* length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int connect(SafeDescriptor descriptor, byte* address, uint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getsockopt(SafeDescriptor descriptor, int level, int option, int* value, uint* length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setsockopt(SafeDescriptor descriptor, int level, int option, int* value, uint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(SafeDescriptor descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(SafeDescriptor descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recvfrom(SafeDescriptor descriptor, byte* buffer, nuint length, int flags, byte* address, uint* addressLength);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint sendto(SafeDescriptor descriptor, byte* buffer, nuint length, int flags, byte* address, uint addressLength);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int shutdown(SafeDescriptor descriptor, int how);

    [LibraryImport("libc")]
    private static partial int getsockname(SafeDescriptor descriptor, byte* address, uint* length);
}
