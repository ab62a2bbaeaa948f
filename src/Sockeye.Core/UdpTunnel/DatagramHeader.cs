using Sockeye.Core.Net;
using Sockeye.Core.Socks5;

namespace Sockeye.Core.UdpTunnel;

/// <summary>What stands in front of a datagram's payload, in any of the framings.</summary>
public readonly ref struct DatagramHeader
{
    internal DatagramHeader(ReadOnlySpan<byte> address, byte type, ReadOnlySpan<byte> host, ushort port, int headerBytes, int payloadBytes)
    {
        Address = address;
        Type = type;
        Host = host;
        Port = port;
        HeaderBytes = headerBytes;
        PayloadBytes = payloadBytes;
    }

    /// <summary>How long the header is.</summary>
    public int HeaderBytes { get; }

    /// <summary>How long the payload behind it is: 0 to 65,535 bytes.</summary>
    public int PayloadBytes { get; }

    /// <summary>The address as it stands there, its kind and port with it: equal bytes are equal addresses. Empty where the framing has none.</summary>
    public ReadOnlySpan<byte> Address { get; }

    /// <summary>The kind of address as RFC 1928 numbers it; 0 where the framing has no address in its frames.</summary>
    internal byte Type { get; }

    internal ReadOnlySpan<byte> Host { get; }

    internal ushort Port { get; }

    /// <summary>
    /// The other side's address: where to in what a client sends, where from in what it is sent. False where nobody can be
    /// reached there: a name that is none, or port 0.
    /// </summary>
    public bool TryDestination(out Destination destination)
    {
        destination = default;
        return Type != 0 && Port != 0 && Socks5Address.TryDestination(Type, Host, Port, out destination);
    }
}
