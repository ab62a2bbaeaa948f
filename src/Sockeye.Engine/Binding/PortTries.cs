using Sockeye.Core.Net;

namespace Sockeye.Engine.Binding;

/// <summary>The ports of a range in the order in which they are tried: from a place by chance, since the next one could be guessed otherwise. Mutable; lives as a local.</summary>
/// <param name="range">The range.</param>
internal struct PortTries(PortRange range)
{
    // As many are tried before the range counts as used up.
    private const int Maximum = 64;

    private readonly int _start = Random.Shared.Next(range.Count);
    private int _tried;

    /// <summary>Whether there is another to try.</summary>
    public readonly bool AreLeft => _tried < Math.Min(range.Count, Maximum);

    /// <summary>The next port.</summary>
    public int Next() => range.First + ((_start + _tried++) % range.Count);
}
