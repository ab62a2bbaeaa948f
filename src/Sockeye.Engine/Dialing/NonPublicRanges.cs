namespace Sockeye.Engine.Dialing;

/// <summary>
/// The addresses that no one on the public internet has, from IANA's special-purpose registries (RFC 6890 and the
/// RFC of each row), and the clouds' metadata services. The first row that contains an address names it, so the
/// narrow ones stand first.
/// </summary>
internal static class NonPublicRanges
{
    private static readonly AddressRange[] s_ipv4 =
    [
        AddressRange.Of("169.254.169.254/32", "cloud metadata address"),
        AddressRange.Of("168.63.129.16/32", "cloud metadata address"),
        AddressRange.Of("255.255.255.255/32", "broadcast address"),
        AddressRange.Of("0.0.0.0/32", "unspecified address"),
        AddressRange.Of("0.0.0.0/8", "\"this network\""),
        AddressRange.Of("10.0.0.0/8", "private network"),
        AddressRange.Of("172.16.0.0/12", "private network"),
        AddressRange.Of("192.168.0.0/16", "private network"),
        AddressRange.Of("100.64.0.0/10", "shared network"),
        AddressRange.Of("127.0.0.0/8", "loopback network"),
        AddressRange.Of("169.254.0.0/16", "link-local network"),
        AddressRange.Of("192.0.0.0/24", "protocol assignments"),
        AddressRange.Of("198.18.0.0/15", "benchmarking network"),
        AddressRange.Of("224.0.0.0/4", "multicast range"),
        AddressRange.Of("240.0.0.0/4", "reserved range"),
    ];

    private static readonly AddressRange[] s_ipv6 =
    [
        AddressRange.Of("fd00:ec2::254/128", "cloud metadata address"),
        AddressRange.Of("::/128", "unspecified address"),
        AddressRange.Of("::1/128", "loopback address"),
        AddressRange.Of("::/96", "IPv4-compatible range"),
        AddressRange.Of("fc00::/7", "private network"),
        AddressRange.Of("fe80::/10", "link-local network"),
        AddressRange.Of("fec0::/10", "site-local network"),
        AddressRange.Of("ff00::/8", "multicast range"),

        // What is left outside 2000::/3, the only space given out as global unicast (RFC 4291 section 2.4).
        AddressRange.Of("::/3", "range outside global unicast"),
        AddressRange.Of("4000::/2", "range outside global unicast"),
        AddressRange.Of("8000::/1", "range outside global unicast"),
    ];

    private static readonly AddressRange[] s_self =
    [
        AddressRange.Of("127.0.0.0/8", "loopback network"),
        AddressRange.Of("0.0.0.0/8", "\"this network\""),
        AddressRange.Of("::1/128", "loopback address"),
        AddressRange.Of("::/128", "unspecified address"),
    ];

    /// <summary>What the address is where it is not public; null where it is.</summary>
    public static string? Find(UInt128 address) => Find(AddressBits.IsIPv4(address) ? s_ipv4 : s_ipv6, address);

    /// <summary>Whether a connection to the address ends on this very machine, whatever its interfaces are.</summary>
    public static bool IsLoopback(UInt128 address) => Find(s_self, address) is not null;

    private static string? Find(AddressRange[] ranges, UInt128 address)
    {
        foreach (ref readonly var range in ranges.AsSpan())
        {
            if (range.Contains(address))
            {
                return range.Name;
            }
        }

        return null;
    }
}
