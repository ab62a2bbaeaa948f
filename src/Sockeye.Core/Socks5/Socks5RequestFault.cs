namespace Sockeye.Core.Socks5;

/// <summary>What is wrong with a request that can still be answered by a reply.</summary>
public enum Socks5RequestFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>CMD is none that <see cref="Socks5Command"/> knows: reply 07.</summary>
    UnknownCommand,

    /// <summary>ATYP is not 1, 3 or 4, so that nobody knows where the request ends: reply 08, then close.</summary>
    UnknownAddressType,

    /// <summary>A name without a byte, or with bytes that no name has: reply 01.</summary>
    BadName,

    /// <summary>CONNECT to port 0: reply 01.</summary>
    PortZero,
}
