using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Core.Net;

namespace Sockeye.Core.ProxyProtocol;

/// <summary>
/// Version 1, "human-readable" (PROXY protocol section 2.1); at most 107 bytes, one space between the fields.
/// <code>
/// PROXY TCP4|TCP6 source destination source-port destination-port CRLF
/// PROXY UNKNOWN [anything] CRLF
/// </code>
/// </summary>
internal static class ProxyHeaderV1
{
    private const int MaximumLengthBytes = 107;

    private static readonly SearchValues<char> _ipv6Chars = SearchValues.Create("0123456789abcdefABCDEF:.");

    public static ParseStatus Parse(ReadOnlySpan<byte> input, out ProxyHeader value, out int consumedBytes)
    {
        value = default;
        consumedBytes = 0;
        var common = input.CommonPrefixLength("PROXY "u8);
        if (common < 6)
        {
            return common == input.Length ? ParseStatus.NeedMore : ParseStatus.Invalid;
        }

        var limited = input[..Math.Min(input.Length, MaximumLengthBytes)];
        var end = limited.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0 || (end == limited.Length - 1 && limited[end] == '\r'))
        {
            return limited.Length < MaximumLengthBytes ? ParseStatus.NeedMore : ParseStatus.Invalid;
        }

        if (limited[end] != '\r' || limited[end + 1] != '\n' || !TryRead(limited[6..end], out value))
        {
            return ParseStatus.Invalid;
        }

        consumedBytes = end + 2;
        return ParseStatus.Done;
    }

    private static bool TryRead(ReadOnlySpan<byte> fields, out ProxyHeader value)
    {
        value = default;
        if (fields.SequenceEqual("UNKNOWN"u8) || fields.StartsWith("UNKNOWN "u8))
        {
            return true;
        }

        Span<char> text = stackalloc char[MaximumLengthBytes];
        text = text[..Encoding.Latin1.GetChars(fields, text)];
        Span<Range> ranges = stackalloc Range[6];
        if (((ReadOnlySpan<char>)text).Split(ranges, ' ') != 5)
        {
            return false;
        }

        AddressFamily family;
        switch (text[ranges[0]])
        {
            case "TCP4":
                family = AddressFamily.InterNetwork;
                break;
            case "TCP6":
                family = AddressFamily.InterNetworkV6;
                break;
            default:
                return false;
        }

        if (!TryReadAddress(text[ranges[1]], family, out var source)
            || !TryReadAddress(text[ranges[2]], family, out var destination)
            || !TryReadPort(text[ranges[3]], out var sourcePort)
            || !TryReadPort(text[ranges[4]], out var destinationPort))
        {
            return false;
        }

        value = ProxyHeader.From(source, sourcePort, destination, destinationPort);
        return true;
    }

    private static bool TryReadAddress(ReadOnlySpan<char> text, AddressFamily family, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.ContainsAnyExcept(_ipv6Chars) || !IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != family)
        {
            return false;
        }

        // For IPv4 the platform also reads octal, hexadecimal and shortened forms: only the canonical one is right here.
        address = parsed;
        return family == AddressFamily.InterNetworkV6 || text.SequenceEqual(parsed.ToString());
    }

    private static bool TryReadPort(ReadOnlySpan<char> text, out ushort port) =>
        PortNumber.TryParse(text, out port) && (text.Length == 1 || text[0] != '0');
}
