using Sockeye.Native.OpenSsl;

namespace Sockeye.Engine.Transport.Tls.OpenSsl;

/// <summary>
/// One receive and one send worth of cipher for each thread, shared by all its connections: a connection at rest owns
/// none. What stands in them is good only until the call that filled them ends; nothing is read from them by position.
/// </summary>
internal static class CipherStaging
{
    /// <summary>256 KiB a system call: 64 KiB cost a fifth more CPU a byte (docs: the data plane's measurements).</summary>
    internal const int Bytes = 256 * 1024;

    [ThreadStatic]
    private static byte[]? _in;

    [ThreadStatic]
    private static byte[]? _out;

    internal static Span<byte> In => _in ??= GC.AllocateUninitializedArray<byte>(Bytes + RoomForOverhead, pinned: true);

    internal static Span<byte> Out => _out ??= GC.AllocateUninitializedArray<byte>(Bytes + RoomForOverhead, pinned: true);

    // 16 full records with their headers and tags, and the space that the last of them is asked to leave.
    private const int RoomForOverhead = 16 * 64 + SslConnection.RecordOverheadBytes;

    /// <summary>How much cipher to receive for that much plaintext: 22 bytes a full record (RFC 8446 section 5.2, AEAD tag of 16).</summary>
    internal static int CipherFor(int plainBytes) =>
        Math.Min(Bytes + RoomForOverhead, plainBytes + ((plainBytes / SslConnection.RecordBytes) + 1) * 22);
}
