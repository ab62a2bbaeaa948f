namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>How a path behaves. One value is for both directions unless <see cref="Back"/> says otherwise.</summary>
internal sealed record DelayLineOptions
{
    /// <summary>How long each packet takes one way; a round trip takes both ways'.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>The share of packets that is lost, 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>The share of packets that takes <see cref="ReorderDelay"/> longer, so that later ones overtake them, 0 to 1.</summary>
    public double Reorder { get; init; }

    /// <summary>How much longer those take.</summary>
    public TimeSpan ReorderDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How many packets are under way at most in one direction; what comes beyond that is dropped. 1500 bytes each.</summary>
    public int QueuePackets { get; init; } = 20_000;

    /// <summary>Chooses which packets are lost and which are late: the same ones for the same packets in the same order.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>From far to near, where that direction differs.</summary>
    public DelayLineOptions? Back { get; init; }
}
