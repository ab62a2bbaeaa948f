namespace Sockeye.Core.Routing;

/// <summary>The outbounds that always exist.</summary>
public static class WellKnownOutbounds
{
    /// <summary>From this machine straight to the target.</summary>
    public const string Direct = "direct";

    /// <summary>Refuses everything.</summary>
    public const string Block = "block";
}
