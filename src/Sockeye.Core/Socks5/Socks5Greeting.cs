namespace Sockeye.Core.Socks5;

/// <summary>
/// The client's first message (RFC 1928 section 3).
/// <code>
/// +-----+----------+----------+
/// | VER | NMETHODS | METHODS  |
/// |  1  |    1     | 0 to 255 |
/// +-----+----------+----------+
/// </code>
/// </summary>
/// <param name="OffersUsernamePassword">Whether 0x02 is among the methods.</param>
/// <param name="OffersNoAuthentication">Whether 0x00 is.</param>
public readonly record struct Socks5Greeting(bool OffersUsernamePassword, bool OffersNoAuthentication = false)
{
    /// <summary>The longest greeting.</summary>
    public const int MaximumLengthBytes = 2 + 255;

    /// <summary>VER of every SOCKS5 message but the login's.</summary>
    public const byte Version = 0x05;

    /// <summary>Reads a greeting. Invalid where VER is not 5; no method at all is a whole greeting that offers nothing.</summary>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out Socks5Greeting value, out int consumedBytes)
    {
        value = default;
        consumedBytes = 0;
        if (!input.IsEmpty && input[0] != Version)
        {
            return ParseStatus.Invalid;
        }

        if (input.Length < 2 || input.Length < 2 + input[1])
        {
            return ParseStatus.NeedMore;
        }

        var methods = input.Slice(2, input[1]);
        value = new Socks5Greeting(
            methods.Contains(Socks5MethodSelection.UsernamePassword), methods.Contains(Socks5MethodSelection.NoAuthentication));
        consumedBytes = 2 + input[1];
        return ParseStatus.Done;
    }

    /// <summary>
    /// Writes a client's greeting, 3 bytes. Exactly one method is offered: with a password at hand a server must not be
    /// able to choose to go without, and the other way round there would be nothing to send.
    /// </summary>
    public static int Write(Span<byte> destination, bool withPassword)
    {
        destination[2] = withPassword ? Socks5MethodSelection.UsernamePassword : Socks5MethodSelection.NoAuthentication;
        destination[1] = 1;
        destination[0] = Version;
        return 3;
    }
}
