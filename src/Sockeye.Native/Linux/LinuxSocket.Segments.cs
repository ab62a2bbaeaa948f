using System.Runtime.InteropServices;

namespace Sockeye.Native.Linux;

/// <content>Several datagrams with one call (udp(7), sendmsg(2), cmsg(3)).</content>
public static unsafe partial class LinuxSocket
{
    private const int SOL_UDP = 17;
    private const int UDP_SEGMENT = 103;

    /// <summary>
    /// Sends datagrams of one length to one address with one way through the kernel (udp(7), UDP_SEGMENT; Linux 4.18 and later): all or none.
    /// </summary>
    /// <param name="descriptor">A socket for datagrams.</param>
    /// <param name="buffer">The payloads one behind the other, the last of them perhaps shorter; together no more than one datagram can hold.</param>
    /// <param name="segmentBytes">How long each is.</param>
    /// <param name="address">Where to, of the socket's family.</param>
    public static LinuxError SendSegments(SafeDescriptor descriptor, ReadOnlySpan<byte> buffer, ushort segmentBytes, ReadOnlySpan<byte> address)
    {
        fixed (byte* start = buffer, receiver = address)
        {
            ControlMessage control = new()
            {
                Length = (nuint)(sizeof(nuint) + (2 * sizeof(int)) + sizeof(ushort)), Level = SOL_UDP, Type = UDP_SEGMENT, Value = segmentBytes,
            };
            Piece piece = new() { Start = start, Length = (nuint)buffer.Length };
            MessageHeader message = new()
            {
                Name = receiver, NameLength = (uint)address.Length, Pieces = &piece, PieceCount = 1,
                Control = &control, ControlLength = (nuint)sizeof(ControlMessage),
            };
            return ErrorOf((int)sendmsg(descriptor, &message, MSG_NOSIGNAL));
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint sendmsg(SafeDescriptor descriptor, MessageHeader* message, int flags);

    /// <summary>struct msghdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public Piece* Pieces;
        public nuint PieceCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Piece
    {
        public byte* Start;
        public nuint Length;
    }

    /// <summary>struct cmsghdr with two bytes of data; its size is what CMSG_SPACE asks for.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ControlMessage
    {
        public nuint Length;
        public int Level;
        public int Type;
        public ushort Value;
    }
}
