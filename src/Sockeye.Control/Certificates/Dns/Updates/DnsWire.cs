namespace Sockeye.Control.Certificates.Dns.Updates;

/// <summary>The numbers of DNS messages that an update has to do with.</summary>
internal static class DnsWire
{
    /// <summary>ID, flags, and four counts of 16 bits each (RFC 1035 section 4.1.1; RFC 2136 section 2.2).</summary>
    public const int HeaderBytes = 12;

    /// <summary>Where the count of additional records stands.</summary>
    public const int AdditionalCountOffset = 10;

    public const ushort TypeSoa = 6;
    public const ushort TypeText = 16;
    public const ushort TypeTsig = 250;

    public const ushort ClassInternet = 1;

    /// <summary>In an update: remove this one record (RFC 2136 section 2.5.4).</summary>
    public const ushort ClassNone = 254;

    public const ushort ClassAny = 255;
}
