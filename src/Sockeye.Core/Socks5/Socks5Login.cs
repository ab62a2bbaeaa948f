using System.Text;

namespace Sockeye.Core.Socks5;

/// <summary>
/// The client's user name and password (RFC 1929 section 2).
/// <code>
/// +-----+------+----------+------+----------+
/// | VER | ULEN |  UNAME   | PLEN |  PASSWD  |
/// |  1  |  1   | 1 to 255 |  1   | 1 to 255 |
/// +-----+------+----------+------+----------+
/// </code>
/// VER is that of the subnegotiation, 1.
/// </summary>
public static class Socks5Login
{
    /// <summary>The longest login.</summary>
    public const int MaximumLengthBytes = 3 + 255 + 255;

    internal const byte Version = 0x01;

    /// <summary>Reads a login. Invalid where VER is not 1, or where the name or the password has no byte.</summary>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out Credentials? value, out int consumedBytes) =>
        Parse(input, mayBeEmpty: false, out value, out consumedBytes);

    /// <summary>
    /// As <see cref="Parse(ReadOnlySpan{byte}, out Credentials?, out int)"/>, but a name or a password without a byte is read
    /// too: for whoever asks no login of anybody, and is sent one all the same.
    /// </summary>
    public static ParseStatus ParseAny(ReadOnlySpan<byte> input, out Credentials? value, out int consumedBytes) =>
        Parse(input, mayBeEmpty: true, out value, out consumedBytes);

    private static ParseStatus Parse(ReadOnlySpan<byte> input, bool mayBeEmpty, out Credentials? value, out int consumedBytes)
    {
        value = null;
        consumedBytes = 0;
        if ((input.Length > 0 && input[0] != Version) || (input.Length > 1 && input[1] == 0 && !mayBeEmpty))
        {
            return ParseStatus.Invalid;
        }

        if (input.Length < 2 || input.Length <= 2 + input[1])
        {
            return ParseStatus.NeedMore;
        }

        var name = input.Slice(2, input[1]);
        var rest = input[(2 + name.Length)..];
        if (rest[0] == 0 && !mayBeEmpty)
        {
            return ParseStatus.Invalid;
        }

        if (rest.Length < 1 + rest[0])
        {
            return ParseStatus.NeedMore;
        }

        value = new Credentials(Encoding.UTF8.GetString(name), rest.Slice(1, rest[0]).ToArray());
        consumedBytes = 3 + name.Length + rest[0];
        return ParseStatus.Done;
    }

    /// <summary>Writes a login; at most <see cref="MaximumLengthBytes"/>.</summary>
    /// <exception cref="ArgumentException">The name or the password has not 1 to 255 bytes.</exception>
    public static int Write(Span<byte> destination, string user, ReadOnlySpan<byte> password)
    {
        ArgumentNullException.ThrowIfNull(user);
        var nameLength = Encoding.UTF8.GetByteCount(user);
        if (nameLength is 0 or > 255)
        {
            throw new ArgumentException("A user name has 1 to 255 bytes.", nameof(user));
        }

        if (password.Length is 0 or > 255)
        {
            throw new ArgumentException("A password has 1 to 255 bytes.", nameof(password));
        }

        destination[0] = Version;
        destination[1] = (byte)nameLength;
        Encoding.UTF8.GetBytes(user, destination[2..]);
        destination[2 + nameLength] = (byte)password.Length;
        password.CopyTo(destination[(3 + nameLength)..]);
        return 3 + nameLength + password.Length;
    }
}
