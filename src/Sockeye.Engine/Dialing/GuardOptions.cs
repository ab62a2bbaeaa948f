using System.Net;
using Sockeye.Core.Net;

namespace Sockeye.Engine.Dialing;

/// <summary>What the guard opens, and what it closes all the same.</summary>
public sealed class GuardOptions
{
    /// <summary>Ranges that may be dialled although they are not public (<c>guard.allowPrivateNetworks</c>). None by default: a proxy is for the way out.</summary>
    public IReadOnlyList<CidrRange> AllowPrivateNetworks { get; init; } = [];

    /// <summary>
    /// Listeners of our own that stay closed whatever is opened: their port is refused on every address of this machine.
    /// </summary>
    public IReadOnlyList<IPEndPoint> ProtectedEndPoints { get; init; } = [];
}
