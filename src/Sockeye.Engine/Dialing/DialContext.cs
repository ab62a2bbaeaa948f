using System.Net;
using Sockeye.Core.Net;

namespace Sockeye.Engine.Dialing;

/// <summary>What an outbound is asked for.</summary>
/// <param name="Destination">Where to. An IP literal sent as a name is an address here already.</param>
/// <param name="FairnessKey">Whose share of the bounded queues this uses: the user's name after the login.</param>
public sealed record DialContext(Destination Destination, string FairnessKey)
{
    /// <summary>The stages' times, filled while dialling.</summary>
    public DialTimings Timings { get; } = new();

    /// <summary>What is left of the dial limit, where another way was tried before; null for all of it.</summary>
    public TimeSpan? Limit { get; init; }
}
