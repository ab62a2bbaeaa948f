namespace Sockeye.Benchmarks.Target;

/// <summary>
/// The bytes of a transfer: a block of noise, over and over, so that any offset can be checked by whoever knows it. A lost,
/// doubled or swapped piece shows.
/// </summary>
internal static class Pattern
{
    private const int BlockBytes = 512 * 1024;
    private const int EdgeBytes = 16;

    // The block twice in a row: a piece of up to a block can be cut out at any offset.
    private static readonly byte[] Twice = Create();

    /// <summary>The bytes at that offset of a transfer; at most half a MiB at a time.</summary>
    public static ReadOnlySpan<byte> At(long offset, int length) => Twice.AsSpan((int)(offset % BlockBytes), length);

    /// <summary>Whether both ends of the piece are right: cheap enough for a run that is timed.</summary>
    public static bool HasEdges(ReadOnlySpan<byte> piece, long offset)
    {
        var expected = At(offset, piece.Length);
        var edge = Math.Min(EdgeBytes, piece.Length);
        return piece[..edge].SequenceEqual(expected[..edge]) && piece[^edge..].SequenceEqual(expected[^edge..]);
    }

    /// <summary>Whether every byte of the piece is right.</summary>
    public static bool IsAt(ReadOnlySpan<byte> piece, long offset) => piece.SequenceEqual(At(offset, piece.Length));

    private static byte[] Create()
    {
        var bytes = new byte[2 * BlockBytes];
        var state = 0x9E3779B97F4A7C15UL; // any odd number: xorshift64 never comes to zero
        for (var i = 0; i < BlockBytes; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            bytes[i] = bytes[i + BlockBytes] = (byte)(state >> 32);
        }

        return bytes;
    }
}
