namespace Sockeye.Engine.Outbounds;

/// <summary>What becomes of a connection whose upstream can't be had.</summary>
public enum UpstreamFallback
{
    /// <summary>It is refused: nothing is ever sent elsewhere.</summary>
    Block,

    /// <summary>A CONNECT goes straight to its target instead, which then sees this machine's address. UDP and BIND are refused all the same.</summary>
    Direct,
}
