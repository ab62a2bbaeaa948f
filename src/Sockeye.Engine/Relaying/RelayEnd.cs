using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Relaying;

/// <summary>Which side of a direction ended it.</summary>
internal enum RelaySide
{
    /// <summary>Where the bytes come from.</summary>
    Source,

    /// <summary>Where they go.</summary>
    Sink,
}

/// <summary>How a direction ended.</summary>
internal readonly record struct RelayEnd(RelaySide Side, ChannelEnd End);
