namespace Sockeye.Core.Socks5;

/// <summary>
/// The server's answer to the greeting (RFC 1928 section 3).
/// <code>
/// +-----+--------+
/// | VER | METHOD |
/// |  1  |   1    |
/// +-----+--------+
/// </code>
/// </summary>
public static class Socks5MethodSelection
{
    /// <summary>00: no authentication required.</summary>
    public const byte NoAuthentication = 0x00;

    /// <summary>02: username and password (RFC 1929).</summary>
    public const byte UsernamePassword = 0x02;

    /// <summary>FF: none of the offered methods; the client closes.</summary>
    public const byte NoAcceptableMethod = 0xFF;

    /// <summary>The length of every selection.</summary>
    public const int LengthBytes = 2;

    /// <summary>Writes a selection, 2 bytes.</summary>
    public static int Write(Span<byte> destination, byte method)
    {
        destination[1] = method;
        destination[0] = Socks5Greeting.Version;
        return LengthBytes;
    }

    /// <summary>Reads a selection. Invalid where VER is not 5; the method may be one that was never offered.</summary>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out byte method, out int consumedBytes)
    {
        method = NoAcceptableMethod;
        consumedBytes = 0;
        if (!input.IsEmpty && input[0] != Socks5Greeting.Version)
        {
            return ParseStatus.Invalid;
        }

        if (input.Length < LengthBytes)
        {
            return ParseStatus.NeedMore;
        }

        method = input[1];
        consumedBytes = LengthBytes;
        return ParseStatus.Done;
    }
}
