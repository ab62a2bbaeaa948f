using System.Text;

namespace Sockeye.Core.Http;

/// <summary>
/// A proxy's answer to CONNECT (RFC 9112 section 4). Any 2xx opens the tunnel, whatever its headers say (RFC 9110
/// section 9.3.6); what follows the head is then the target's.
/// <code>
/// HTTP/1.1 SP 3DIGIT SP [ reason ] CRLF
/// *( header CRLF )
/// CRLF
/// </code>
/// </summary>
public readonly record struct ConnectResponse
{
    private const int MaximumReasonChars = 128;

    /// <summary>The longest head that is read; interim ones before it count.</summary>
    public const int MaximumHeadBytes = HttpHead.MaximumLengthBytes;

    /// <summary>The status, 100 to 999.</summary>
    public int StatusCode { get; private init; }

    /// <summary>The reason phrase, escaped by <see cref="PeerText"/>, at most 128 characters; often empty.</summary>
    public string ReasonEscaped { get => field ?? ""; private init; }

    /// <summary>Whether the tunnel stands.</summary>
    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>
    /// Reads a response. Interim responses (RFC 9110 section 15.2) before it are skipped, and are part of what is
    /// consumed; a 101, which nobody asked for, is no interim one. Invalid where a line is no status line, or where there
    /// is no end within <see cref="MaximumHeadBytes"/>.
    /// </summary>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out ConnectResponse value, out int consumedBytes)
    {
        value = default;
        consumedBytes = 0;
        var rest = input[..Math.Min(input.Length, MaximumHeadBytes)];
        while (true)
        {
            if (!CanBegin(rest))
            {
                return ParseStatus.Invalid;
            }

            var length = HttpHead.FindEnd(rest);
            if (length < 0)
            {
                return input.Length < MaximumHeadBytes ? ParseStatus.NeedMore : ParseStatus.Invalid;
            }

            var head = rest[..length];
            HttpHead.TryTakeLine(ref head, out var line);
            if (!TryReadStatusLine(line, out var response))
            {
                return ParseStatus.Invalid;
            }

            rest = rest[length..];
            if (response.StatusCode is >= 200 or 101)
            {
                value = response;
                consumedBytes = Math.Min(input.Length, MaximumHeadBytes) - rest.Length;
                return ParseStatus.Done;
            }
        }
    }

    private static bool CanBegin(ReadOnlySpan<byte> input)
    {
        var common = input.CommonPrefixLength("HTTP/1."u8);
        return common == input.Length || common == 7;
    }

    private static bool TryReadStatusLine(ReadOnlySpan<byte> line, out ConnectResponse response)
    {
        response = default;

        // "HTTP/1.x nnn", then nothing or a space and the reason: many servers leave the last space out.
        if (line.Length < 12
            || !char.IsAsciiDigit((char)line[7])
            || line[8] != ' '
            || line.Slice(9, 3).ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || line[9] == '0'
            || (line.Length > 12 && line[12] != ' '))
        {
            return false;
        }

        var reason = line.Length > 13 ? Encoding.Latin1.GetString(line[13..]) : "";
        response = new ConnectResponse
        {
            StatusCode = ((line[9] - '0') * 100) + ((line[10] - '0') * 10) + (line[11] - '0'),
            ReasonEscaped = PeerText.Escape(reason, MaximumReasonChars),
        };
        return true;
    }
}
