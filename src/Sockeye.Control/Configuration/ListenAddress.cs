using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.Control.Configuration;

/// <summary>An address and a port to listen on. <c>[::]</c> listens on IPv4 too (dual stack, RFC 3493 section 5.3).</summary>
/// <param name="Address">The address.</param>
/// <param name="Port">The port; 0 lets the system choose.</param>
public sealed record ListenAddress(IPAddress Address, ushort Port)
{
    /// <summary>Both, for a socket.</summary>
    public IPEndPoint EndPoint => new(Address, Port);

    /// <summary>Whether IPv4 comes in through this IPv6 address.</summary>
    public bool IsDualStack => Address.Equals(IPAddress.IPv6Any);

    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Every address of this machine: dual-stack where IPv6 exists.</summary>
    public static IPAddress Everywhere => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;

    /// <summary>
    /// Reads <c>HOST:PORT</c>, where the host is an IP address (IPv6 in brackets), <c>*</c> for every address of this machine,
    /// or <c>localhost</c> for 127.0.0.1. Other names are refused: what they listen on would depend on a resolver.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address.</param>
    /// <param name="error">What is wrong and what would be right, in one line.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ListenAddress? address, [NotNullWhen(false)] out string? error)
    {
        address = null;
        var colon = text?.LastIndexOf(':') ?? -1;
        if (text is null || colon < 0 || (text[0] == '[' && text[colon - 1] != ']'))
        {
            error = "expected an address and a port, such as 0.0.0.0:1080, [::]:1080 or *:1080";
            return false;
        }

        var (host, portText) = (text[..colon], text[(colon + 1)..]);
        if (portText.Length > 5 || !ushort.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            error = "the port behind the last colon must be a number from 0 to 65535";
            return false;
        }

        if (!TryParseHost(host, out var ip))
        {
            error = host.Length == 0 ? "the address in front of the port is missing; * listens on every address"
                : host.Contains(':') && host[0] != '[' ? "an IPv6 address stands in brackets, as in [::1]:1080"
                : "the host must be an IP address of this machine, * or localhost";
            return false;
        }

        address = new ListenAddress(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip, port);
        error = null;
        return true;
    }

    /// <summary>Whether the system would refuse to bind both: the same port, and addresses of which one covers the other.</summary>
    public bool Overlaps(ListenAddress other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Port == 0 || Port != other.Port)
        {
            return false;
        }

        return Address.Equals(other.Address) || Covers(Address, other.Address) || Covers(other.Address, Address);
    }

    /// <summary><c>HOST:PORT</c>, an IPv6 address in brackets.</summary>
    public override string ToString() => EndPoint.ToString();

    private static bool Covers(IPAddress any, IPAddress one) =>
        any.Equals(IPAddress.IPv6Any) || (any.Equals(IPAddress.Any) && one.AddressFamily == AddressFamily.InterNetwork);

    private static bool TryParseHost(string host, [NotNullWhen(true)] out IPAddress? ip)
    {
        ip = host switch
        {
            "*" => Everywhere,
            "localhost" => IPAddress.Loopback,
            _ => null,
        };
        if (ip is not null)
        {
            return true;
        }

        if (host.Length > 2 && host[0] == '[' && host[^1] == ']')
        {
            return IPAddress.TryParse(host.AsSpan(1, host.Length - 2), out ip) && ip.AddressFamily == AddressFamily.InterNetworkV6;
        }

        // Four numbers and nothing else: 127.1 or 2130706433 are addresses to the resolver, and a typing error to everyone here.
        return IPAddress.TryParse(host, out ip) && ip.AddressFamily == AddressFamily.InterNetwork && ip.ToString() == host;
    }
}
