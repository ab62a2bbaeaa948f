namespace Sockeye.Core.Socks5;

/// <summary>
/// The server's answer to the login (RFC 1929 section 2). STATUS 0 is success, everything else failure; after a
/// failure the server closes.
/// <code>
/// +-----+--------+
/// | VER | STATUS |
/// |  1  |   1    |
/// +-----+--------+
/// </code>
/// </summary>
public static class Socks5LoginReply
{
    /// <summary>The length of every reply.</summary>
    public const int LengthBytes = 2;

    /// <summary>Writes a reply, 2 bytes: <c>01 00</c> or <c>01 01</c>.</summary>
    public static int Write(Span<byte> destination, bool success)
    {
        destination[1] = success ? (byte)0 : (byte)1;
        destination[0] = Socks5Login.Version;
        return LengthBytes;
    }

    /// <summary>Reads a reply. Invalid where VER is neither 1 nor 5, which some servers send here though RFC 1929 says 1.</summary>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out bool success, out int consumedBytes)
    {
        success = false;
        consumedBytes = 0;
        if (!input.IsEmpty && input[0] is not (Socks5Login.Version or Socks5Greeting.Version))
        {
            return ParseStatus.Invalid;
        }

        if (input.Length < LengthBytes)
        {
            return ParseStatus.NeedMore;
        }

        success = input[1] == 0;
        consumedBytes = LengthBytes;
        return ParseStatus.Done;
    }
}
