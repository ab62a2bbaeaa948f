namespace Sockeye.Benchmarks.Target;

/// <summary>
/// What a client asks of the target: the first byte that it sends. Everything that flows is <see cref="Pattern"/>, or
/// comes back as it was sent.
/// </summary>
internal static class TargetProtocol
{
    /// <summary>The target sends the pattern until the client goes.</summary>
    public const byte Source = (byte)'S';

    /// <summary>The client sends frames of <see cref="FrameBytes"/> of pattern; each is answered with <see cref="AckBytes"/>: all bytes so far, big-endian.</summary>
    public const byte Sink = (byte)'K';

    /// <summary>As <see cref="Sink"/>, but every byte is compared, not the ends of each chunk.</summary>
    public const byte CheckedSink = (byte)'C';

    /// <summary>Everything comes back, this byte included.</summary>
    public const byte Echo = (byte)'E';

    /// <summary>As <see cref="Echo"/>, from a connection that will mostly be idle: it holds no thread of the target.</summary>
    public const byte Park = (byte)'P';

    public const int FrameBytes = 4 * 1024 * 1024;

    public const int AckBytes = 8;
}
