namespace Sockeye.Control.Configuration;

/// <summary>The limits in number.</summary>
public sealed record LimitOptions
{
    /// <summary>
    /// Client connections at once; null for what the descriptor limit allows. Default null: the operating system's limit is the
    /// one that bites, and a number in a file would not know it.
    /// </summary>
    public int? Connections { get; init; }

    /// <summary>The number in force: the configured one, or the one that this process's descriptor limit allows.</summary>
    public int ResolveConnections() => Connections ?? DescriptorLimit.ConnectionsFor(DescriptorLimit.Read());
}
