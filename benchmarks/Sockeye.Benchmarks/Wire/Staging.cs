using Sockeye.Native.OpenSsl;

namespace Sockeye.Benchmarks.Wire;

/// <summary>
/// The buffers of one thread, used by each of its connections in turn: cipher bytes of many records go through the
/// kernel in one call, which is what keeps the generator cheaper than what it measures.
/// </summary>
internal sealed class Staging
{
    /// <summary>One call to the kernel moves up to this much.</summary>
    public const int ChunkBytes = 256 * 1024;

    private const int Records = ChunkBytes / SslConnection.RecordBytes;

    /// <summary>Cipher bytes as they came.</summary>
    public byte[] CipherIn { get; } = new byte[ChunkBytes];

    /// <summary>Cipher bytes to send: room for a whole chunk in full records.</summary>
    public byte[] CipherOut { get; } = new byte[ChunkBytes + ((Records + 1) * SslConnection.RecordOverheadBytes)];

    /// <summary>Payload.</summary>
    public byte[] Plain { get; } = new byte[ChunkBytes];
}
