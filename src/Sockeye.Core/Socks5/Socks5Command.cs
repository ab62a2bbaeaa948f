namespace Sockeye.Core.Socks5;

/// <summary>The CMD field of a SOCKS5 request (RFC 1928 section 4).</summary>
#pragma warning disable CA1028 // the wire's width
public enum Socks5Command : byte
#pragma warning restore CA1028
{
    /// <summary>01: CONNECT.</summary>
    Connect = 0x01,

    /// <summary>02: BIND.</summary>
    Bind = 0x02,

    /// <summary>03: UDP ASSOCIATE.</summary>
    UdpAssociate = 0x03,

    /// <summary>F3: as 03, with the datagrams inside this connection (gost's, no command of RFC 1928's).</summary>
    UdpTunnel = 0xF3,
}
