using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Dialing;

/// <summary>A range of addresses and what it is called: one row of the guard's table, compared without taking an address apart again.</summary>
internal readonly struct AddressRange
{
    private readonly UInt128 _network;
    private readonly UInt128 _mask;

    private AddressRange(UInt128 network, UInt128 mask, string name)
    {
        _network = network;
        _mask = mask;
        Name = name;
    }

    /// <summary>What the range is, and the range, as in <c>private network 10.0.0.0/8</c>.</summary>
    public string Name { get; }

    /// <summary>A row of a table in the source: <c>10.0.0.0/8</c> and <c>private network</c>; the prefix has 1 bit or more.</summary>
    public static AddressRange Of(string cidr, string kind)
    {
        var slash = cidr.IndexOf('/', StringComparison.Ordinal);
        var network = IPAddress.Parse(cidr.AsSpan(0, slash));
        var prefix = int.Parse(cidr.AsSpan(slash + 1), CultureInfo.InvariantCulture);
        var bits = network.AddressFamily == AddressFamily.InterNetwork ? prefix + 96 : prefix;
        return new AddressRange(AddressBits.Of(network), UInt128.MaxValue << (128 - bits), $"{kind} {cidr}");
    }

    /// <summary>Whether the address is in the range.</summary>
    public bool Contains(UInt128 address) => (address & _mask) == _network;
}
