using System.Net;

namespace Sockeye.Core.Socks5;

/// <summary>
/// The server's reply (RFC 1928 section 6).
/// <code>
/// +-----+-----+-----+------+----------+----------+
/// | VER | REP | RSV | ATYP | BND.ADDR | BND.PORT |
/// |  1  |  1  |  1  |  1   | variable |    2     |
/// +-----+-----+-----+------+----------+----------+
/// </code>
/// </summary>
/// <param name="Code">REP as sent: perhaps a value that RFC 1928 does not know.</param>
/// <param name="Bound">BND.ADDR and BND.PORT as sent, an IPv4-mapped address as IPv4; null where the server sent a name.</param>
public readonly record struct Socks5Reply(Socks5ReplyCode Code, IPEndPoint? Bound)
{
    /// <summary>The longest reply that may be read: one with a name of 255 bytes.</summary>
    public const int MaximumLengthBytes = 3 + Socks5Address.MaximumLengthBytes;

    /// <summary>The longest reply that is ever written: one with an IPv6 address.</summary>
    public const int MaximumWrittenBytes = 3 + 1 + 16 + 2;

    /// <summary>
    /// Writes a reply, 10 or 22 bytes, never with a name: an IPv4-mapped IPv6 address as IPv4, null as 0.0.0.0:0.
    /// </summary>
    public static int Write(Span<byte> output, Socks5ReplyCode code, IPEndPoint? bound)
    {
        output[0] = Socks5Greeting.Version;
        output[1] = (byte)code;
        output[2] = 0;
        return 3 + Socks5Address.Write(output[3..], bound?.Address ?? IPAddress.Any, (ushort)(bound?.Port ?? 0));
    }

    /// <summary>
    /// Reads a reply. Invalid where VER is not 5, and for a success with an unknown ATYP; a failure with one is Done
    /// after its first 4 bytes, because its code is all that matters and some servers leave the rest zero or out.
    /// </summary>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out Socks5Reply value, out int consumedBytes)
    {
        value = default;
        consumedBytes = 0;
        if (!input.IsEmpty && input[0] != Socks5Greeting.Version)
        {
            return ParseStatus.Invalid;
        }

        if (input.Length < 4)
        {
            return ParseStatus.NeedMore;
        }

        var code = (Socks5ReplyCode)input[1];
        var status = Socks5Address.Split(input[3..], out var type, out var host, out var port, out var addressLength);
        if (status == ParseStatus.Done)
        {
            value = new Socks5Reply(code, type == Socks5Address.Name ? null : EndPoint(host, port));
            consumedBytes = 3 + addressLength;
        }
        else if (status == ParseStatus.Invalid && code != Socks5ReplyCode.Succeeded)
        {
            value = new Socks5Reply(code, null);
            consumedBytes = 4;
            status = ParseStatus.Done;
        }

        return status;
    }

    private static IPEndPoint EndPoint(ReadOnlySpan<byte> host, ushort port)
    {
        var address = new IPAddress(host);
        return new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port);
    }
}
