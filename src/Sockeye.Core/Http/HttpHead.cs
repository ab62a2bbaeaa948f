using System.Buffers;

namespace Sockeye.Core.Http;

/// <summary>
/// The head of an HTTP/1.1 message, cut into lines (RFC 9112 section 2.1): a start line, header lines, an empty line.
/// A line ends in CRLF; a bare LF is recognised too, as section 2.2 allows. A bare CR never is.
/// </summary>
internal static class HttpHead
{
    /// <summary>The most bytes of heads that are ever looked at; longer ones are refused.</summary>
    public const int MaximumLengthBytes = 16 * 1024;

    private static readonly SearchValues<byte> _tokenBytes =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>The length of the head with its empty line, or -1 where its end is not there yet.</summary>
    public static int FindEnd(ReadOnlySpan<byte> input)
    {
        var position = 0;
        while (true)
        {
            var length = input[position..].IndexOf((byte)'\n');
            if (length < 0)
            {
                return -1;
            }

            var isEmpty = length == 0 || (length == 1 && input[position] == '\r');
            position += length + 1;
            if (isEmpty)
            {
                return position;
            }
        }
    }

    /// <summary>Takes the next line off a complete head, without its line end; false behind the last.</summary>
    public static bool TryTakeLine(ref ReadOnlySpan<byte> head, out ReadOnlySpan<byte> line)
    {
        var length = head.IndexOf((byte)'\n');
        if (length < 0)
        {
            line = default;
            return false;
        }

        line = head[..length];
        head = head[(length + 1)..];
        line = line is [.., (byte)'\r'] ? line[..^1] : line;
        return true;
    }

    /// <summary>
    /// Splits <c>name: value</c> (RFC 9112 section 5.1). False for a folded line (section 5.2), for white space before
    /// the colon, a name that is no token, and control characters in the value.
    /// </summary>
    public static bool TrySplitHeader(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var colon = line.IndexOf((byte)':');
        name = colon < 0 ? default : line[..colon];
        value = colon < 0 ? default : line[(colon + 1)..].Trim(" \t"u8);
        return IsToken(name) && !HoldsControls(value);
    }

    /// <summary>A token of RFC 9110 section 5.6.2: one or more of its characters.</summary>
    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(_tokenBytes);

    private static bool HoldsControls(ReadOnlySpan<byte> value)
    {
        foreach (var b in value)
        {
            if (b is < (byte)' ' and not (byte)'\t' or 0x7f)
            {
                return true;
            }
        }

        return false;
    }
}
