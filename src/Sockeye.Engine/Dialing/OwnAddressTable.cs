using System.Collections.Frozen;
using System.Net;

namespace Sockeye.Engine.Dialing;

/// <summary>The addresses of this machine's interfaces at one moment: an immutable snapshot.</summary>
public sealed class OwnAddressTable(IEnumerable<IPAddress> addresses)
{
    private readonly FrozenSet<UInt128> _bits = addresses.Select(AddressBits.Of).ToFrozenSet();

    /// <summary>No address at all.</summary>
    public static OwnAddressTable Empty { get; } = new([]);

    /// <summary>Whether the address is one of this machine's, in IPv4 or IPv4-mapped spelling, with or without a scope.</summary>
    public bool Contains(IPAddress address) => Contains(AddressBits.Of(address));

    internal bool Contains(UInt128 bits) => _bits.Contains(bits);
}
