namespace Sockeye.Engine.Relaying;

/// <summary>How large a direction's buffer is, by what came last: a relay at rest has none.</summary>
internal static class RelayBuffer
{
    /// <summary>Interactive sessions stay with this one; a read that fills it asks for a larger one.</summary>
    public const int SmallestBytes = 4 * 1024;

    /// <summary>Where more records in one receive and one send stopped paying (docs/architecture.md, the data plane).</summary>
    public const int LargestBytes = 256 * 1024;

    /// <summary>The size for the next read.</summary>
    public static int NextSize(int size, int readBytes) =>
        readBytes >= size ? Math.Min(size * 4, LargestBytes)
        : readBytes < size / 8 ? Math.Max(size / 4, SmallestBytes)
        : size;
}
