using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sockeye.Control.Configuration;
using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Binds;

/// <summary>Reads the addresses of a <c>bind</c> line: several with commas between, each with a port or a range of them.</summary>
internal static class BindAddresses
{
    // More ports than anyone lists by hand; each one is a socket of its own here too.
    private const int MaximumPorts = 16;

    /// <summary>The addresses in the order of the line; those that can't be taken over are refused and left out.</summary>
    public static IReadOnlyList<ListenAddress> Read(HaproxyLine line, ImportNotes notes)
    {
        var (place, addresses) = (line.Place(1), new List<ListenAddress>());
        if (line.At(1) is not { Length: > 0 } text)
        {
            notes.Refuse(place, "an address and a port are needed, as in bind *:1080");
            return [];
        }

        foreach (var part in text.Split(','))
        {
            if (HaproxyAddress.Read(part, out var whyNot) is not { } address)
            {
                notes.Refuse(place, whyNot);
            }
            else if (Host(address) is not { } host)
            {
                notes.Refuse(place, address.Ports is null ? "the port is missing, as in :1080"
                    : "an address of this machine is needed in front of the port, as in 0.0.0.0:1080 or [::]:1080; a name is not looked up");
            }
            else if (Ports(address.Ports) is not { } ports)
            {
                notes.Refuse(place, address.Ports is null ? "the port is missing, as in :1080"
                    : string.Create(CultureInfo.InvariantCulture, $"expected a port from 1 to 65535, or a range of at most {MaximumPorts}, as in 1080-1083"));
            }
            else
            {
                addresses.AddRange(ports.Select(port => new ListenAddress(host, port)));
                notes.Taken(place, string.Join(", ", ports.Select(port => new ListenAddress(host, port))));
            }
        }

        return addresses;
    }

    // HAProxy's "every address" is IPv4's unless ipv6@ stands in front.
    private static IPAddress? Host(HaproxyAddress address) => address switch
    {
        { IsEverywhere: true } => address.Family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any,
        { Host: "localhost" } => address.Family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback,
        _ => address.Address is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : address.Address,
    };

    private static IReadOnlyList<ushort>? Ports(string? text)
    {
        if (HaproxyAddress.TryReadPort(text, out var port))
        {
            return [port];
        }

        return text?.Split('-') is [var low, var high] && HaproxyAddress.TryReadPort(low, out var first)
            && HaproxyAddress.TryReadPort(high, out var last) && last >= first && last - first < MaximumPorts
                ? [.. Enumerable.Range(first, last - first + 1).Select(p => (ushort)p)] : null;
    }
}
