namespace Sockeye.Engine.Dialing;

/// <summary>
/// The IPv4 addresses inside IPv6 addresses that a gateway would translate or unwrap, so that a private network is not
/// reached by way of one. IPv4-mapped addresses are not here: they are IPv4 (see <see cref="AddressBits"/>).
/// </summary>
internal static class EmbeddedIPv4
{
    /// <summary>How many <see cref="Find"/> gives at most.</summary>
    public const int Maximum = 4;

    private static readonly AddressRange s_nat64 = AddressRange.Of("64:ff9b::/96", "NAT64");
    private static readonly AddressRange s_localNat64 = AddressRange.Of("64:ff9b:1::/48", "NAT64");
    private static readonly AddressRange s_sixToFour = AddressRange.Of("2002::/16", "6to4");
    private static readonly AddressRange s_teredo = AddressRange.Of("2001::/32", "Teredo");

    /// <summary>Writes the embedded addresses, as <see cref="AddressBits"/>, and says what form they came in.</summary>
    /// <returns>How many there are; 0 for an address of no such form.</returns>
    public static int Find(UInt128 address, Span<UInt128> embedded, out string? form)
    {
        // RFC 6052 section 2.1: the last 32 bits.
        if (s_nat64.Contains(address))
        {
            form = "NAT64 form";
            embedded[0] = AddressBits.OfIPv4((uint)address);
            return 1;
        }

        // RFC 3056 section 2: the 32 bits after the prefix.
        if (s_sixToFour.Contains(address))
        {
            form = "6to4 form";
            embedded[0] = AddressBits.OfIPv4((uint)(address >> 80));
            return 1;
        }

        // RFC 4380 section 4: the server, and the client with every bit turned over.
        if (s_teredo.Contains(address))
        {
            form = "Teredo form";
            embedded[0] = AddressBits.OfIPv4((uint)(address >> 64));
            embedded[1] = AddressBits.OfIPv4(~(uint)address);
            return 2;
        }

        if (s_localNat64.Contains(address))
        {
            form = "NAT64 form";
            return FindInLocalNat64(address, embedded);
        }

        form = null;
        return 0;
    }

    /// <summary>
    /// RFC 8215 leaves open how a site cuts its /48 into NAT64 prefixes, so each place that RFC 6052 section 2.2 knows
    /// is looked at (prefixes of 96, 48, 56 and 64 bits; bits 64 to 71 are skipped). A place that holds 0.x.y.z is none:
    /// no translator forwards to it, and it is what the other places read in a well-formed address. Where nothing else
    /// is left, the first place stands.
    /// </summary>
    private static int FindInLocalNat64(UInt128 address, Span<UInt128> embedded)
    {
        var low = (ulong)address;
        var high = (ulong)(address >> 64);
        ReadOnlySpan<uint> places =
        [
            (uint)low,
            ((uint)high << 16) | (uint)((low >> 40) & 0xffff),
            ((uint)high << 24) | (uint)((low >> 32) & 0xffffff),
            (uint)(low >> 24),
        ];
        var count = 0;
        foreach (var place in places)
        {
            if (place >> 24 != 0)
            {
                embedded[count++] = AddressBits.OfIPv4(place);
            }
        }

        if (count == 0)
        {
            embedded[count++] = AddressBits.OfIPv4((uint)low);
        }

        return count;
    }
}
