using Sockeye.Core.Net;
using Sockeye.Core.Socks5;

namespace Sockeye.Core.UdpTunnel;

/// <summary>
/// What a client of sing-box's UDP over TCP version 2 sends first.
/// <code>
/// +-----------+------+----------+------+
/// | ISCONNECT | ATYP | ADDR     | PORT |
/// |     1     |  1   | variable |  2   |   the address is SOCKS5's
/// +-----------+------+----------+------+
/// </code>
/// </summary>
/// <param name="IsConnected">Whether every datagram goes to <paramref name="Destination"/>; otherwise each carries its address.</param>
/// <param name="Destination">Where to; the default where it cannot be one and is not needed.</param>
public readonly record struct UdpOverTcpRequest(bool IsConnected, Destination Destination)
{
    /// <summary>The longest request: one with a name of 255 bytes.</summary>
    public const int MaximumLengthBytes = 1 + Socks5Address.MaximumLengthBytes;

    /// <summary>Reads a request. Invalid for an unknown ATYP, an ISCONNECT that is neither 0 nor 1, and where a destination is needed and none is told.</summary>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out UdpOverTcpRequest value, out int consumedBytes)
    {
        value = default;
        consumedBytes = 0;
        if (input.IsEmpty) return ParseStatus.NeedMore;
        if (input[0] > 1) return ParseStatus.Invalid;
        var isConnected = input[0] == 1;
        var status = Socks5Address.Split(input[1..], out var type, out var host, out var port, out var addressBytes);
        if (status != ParseStatus.Done) return status;
        var isUsable = Socks5Address.TryDestination(type, host, port, out var destination) && port != 0;
        if (isConnected && !isUsable) return ParseStatus.Invalid;
        value = new UdpOverTcpRequest(isConnected, destination);
        consumedBytes = 1 + addressBytes;
        return ParseStatus.Done;
    }

    /// <summary>Writes a request; at most <see cref="MaximumLengthBytes"/>.</summary>
    public static int Write(Span<byte> output, bool isConnected, Destination destination)
    {
        output[0] = isConnected ? (byte)1 : (byte)0;
        return 1 + Socks5Address.Write(output[1..], destination);
    }
}
