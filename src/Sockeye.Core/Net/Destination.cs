using System.Net;
using System.Net.Sockets;

namespace Sockeye.Core.Net;

/// <summary>Where a connection goes: an address or a name, and a port.</summary>
public readonly record struct Destination
{
    private Destination(IPAddress? address, string? name, ushort port)
    {
        Address = address;
        Name = name;
        Port = port;
    }

    /// <summary>The address, or null where the destination is a name.</summary>
    public IPAddress? Address { get; }

    /// <summary>The name, or null where the destination is an address.</summary>
    public string? Name { get; }

    /// <summary>The port.</summary>
    public ushort Port { get; }

    /// <summary>The host without its port: a name, or an address without brackets.</summary>
    public string Host => Name ?? Address?.ToString() ?? "";

    /// <summary>
    /// An address and a port; an IPv4-mapped IPv6 address becomes the IPv4 address that it is, and a zone on anything
    /// but a link-local address is dropped: <c>::1%5</c> must equal <c>::1</c> wherever addresses are compared.
    /// </summary>
    public static Destination FromAddress(IPAddress address, ushort port)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
        {
            return new(address.MapToIPv4(), null, port);
        }

        var hasStrayZone = address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv6LinkLocal: false, ScopeId: not 0 };
        return new(hasStrayZone ? new IPAddress(address.GetAddressBytes()) : address, null, port);
    }

    /// <summary>
    /// A host as a client wrote it, and a port. An IP literal in any spelling that the resolver would take for one
    /// (<c>127.1</c>, <c>0x7f.1</c>, <c>2130706433</c>, <c>[::1]</c>) becomes an address, so that rules and guard see it as one.
    /// </summary>
    /// <returns>False where the host is neither a literal nor a name of 1 to 255 bytes without control characters or spaces.</returns>
    public static bool TryFromHost(string host, ushort port, out Destination destination)
    {
        ArgumentNullException.ThrowIfNull(host);
        destination = default;
        var literal = host.Length > 2 && host[0] == '[' && host[^1] == ']' ? host[1..^1] : host;

        // IPAddress would take "[::1]:80" for an address and drop the port.
        if (!literal.AsSpan().ContainsAny('[', ']')
            && IPAddress.TryParse(literal, out var address)
            && (literal.Length == host.Length || address.AddressFamily == AddressFamily.InterNetworkV6))
        {
            destination = FromAddress(address, port);
            return true;
        }

        if (!DomainName.IsUsable(host))
        {
            return false;
        }

        destination = new Destination(null, host, port);
        return true;
    }

    /// <summary>Reads <c>host:port</c>; an IPv6 address must stand in brackets, the port is 0 to 65535 in decimal digits.</summary>
    /// <returns>False where the port is missing or no number, or where <see cref="TryFromHost"/> refuses the host.</returns>
    public static bool TryParse(string? hostAndPort, out Destination destination)
    {
        destination = default;
        var colon = hostAndPort?.LastIndexOf(':') ?? -1;
        if (hostAndPort is null || colon <= 0 || !PortNumber.TryParse(hostAndPort.AsSpan(colon + 1), out var port))
        {
            return false;
        }

        var host = hostAndPort[..colon];
        var isBracketed = host[0] == '[' && host[^1] == ']';
        return (isBracketed || !host.Contains(':', StringComparison.Ordinal)) && TryFromHost(host, port, out destination);
    }

    /// <summary><c>host:port</c>; an IPv6 address in brackets (RFC 3986 section 3.2.2).</summary>
    public override string ToString() =>
        Address is { AddressFamily: AddressFamily.InterNetworkV6 } ? $"[{Address}]:{Port}" : $"{Host}:{Port}";
}
