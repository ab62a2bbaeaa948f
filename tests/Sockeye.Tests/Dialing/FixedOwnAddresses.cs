using System.Net;
using Sockeye.Engine.Dialing;

namespace Sockeye.Tests.Dialing;

/// <summary>A machine with these addresses.</summary>
internal sealed class FixedOwnAddresses(params IPAddress[] addresses) : IOwnAddressSource
{
    public OwnAddressTable Current { get; } = new(addresses);
}
