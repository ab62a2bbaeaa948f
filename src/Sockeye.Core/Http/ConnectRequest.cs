using System.Text;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;

namespace Sockeye.Core.Http;

/// <summary>
/// A CONNECT request (RFC 9110 section 9.3.6, RFC 9112 section 3.2.3). Host is not looked at, and there is no content:
/// what follows the head belongs to the target.
/// <code>
/// CONNECT host:port HTTP/1.1 CRLF
/// *( name ":" OWS value OWS CRLF )
/// CRLF
/// </code>
/// </summary>
public sealed class ConnectRequest
{
    /// <summary>The longest head that is read.</summary>
    public const int MaximumHeadBytes = HttpHead.MaximumLengthBytes;

    /// <summary>The request-target as the peer sent it, to be escaped wherever it is shown; empty where there was none.</summary>
    public string AuthorityAsSent { get; private init; } = "";

    /// <summary>The target; an IP literal is an address here. Empty where there is a fault.</summary>
    public Destination Destination { get; private init; }

    /// <summary>What Proxy-Authorization says, or null.</summary>
    public Credentials? Credentials { get; private init; }

    /// <summary>Whether there was a Proxy-Authorization that is no well-formed Basic, which is another thing than none.</summary>
    public bool HasMalformedCredentials { get; private init; }

    /// <summary>What is wrong.</summary>
    public ConnectRequestFault Fault { get; private init; }

    /// <summary>
    /// Reads the head of a request whose method is CONNECT; Invalid for any other. Everything else that can be wrong is
    /// Done with a <see cref="Fault"/>, because a status is due: at the end of the head, or at the limit.
    /// </summary>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out ConnectRequest? value, out int consumedBytes)
    {
        value = null;
        consumedBytes = 0;
        var common = input.CommonPrefixLength(HttpMethodPeek.Connect);
        if (common < HttpMethodPeek.Connect.Length)
        {
            return common == input.Length ? ParseStatus.NeedMore : ParseStatus.Invalid;
        }

        var length = HttpHead.FindEnd(input[..Math.Min(input.Length, MaximumHeadBytes)]);
        if (length < 0)
        {
            if (input.Length < MaximumHeadBytes)
            {
                return ParseStatus.NeedMore;
            }

            value = new ConnectRequest { Fault = ConnectRequestFault.HeaderTooLarge };
            consumedBytes = MaximumHeadBytes;
            return ParseStatus.Done;
        }

        value = Read(input[..length]);
        consumedBytes = length;
        return ParseStatus.Done;
    }

    /// <summary>Writes a client's request; Host repeats the authority, as RFC 9110 section 7.2 wants.</summary>
    /// <param name="destination">The target.</param>
    /// <param name="user">The name for the proxy, or null to send no Proxy-Authorization.</param>
    /// <param name="password">The password for the proxy; looked at only where there is a name.</param>
    public static byte[] Write(Destination destination, string? user, ReadOnlySpan<byte> password)
    {
        var authority = destination.ToString();
        var head = new StringBuilder()
            .Append("CONNECT ").Append(authority).Append(" HTTP/1.1\r\n")
            .Append("Host: ").Append(authority).Append("\r\n");
        if (user is not null)
        {
            head.Append("Proxy-Authorization: ").Append(BasicCredentials.Format(user, password)).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    private static ConnectRequest Read(ReadOnlySpan<byte> head)
    {
        HttpHead.TryTakeLine(ref head, out var line);
        line = line[HttpMethodPeek.Connect.Length..];
        var space = line.IndexOf((byte)' ');
        var authority = Encoding.Latin1.GetString(space < 0 ? line : line[..space]);
        var bad = new ConnectRequest { AuthorityAsSent = authority, Fault = ConnectRequestFault.BadRequest };
        if (space < 0
            || !IsVersion(line[(space + 1)..])
            || !Destination.TryParse(authority, out var destination)
            || (destination.Port == 0 && !ReservedUdpNames.Contains(destination)))
        {
            return bad;
        }

        string? authorization = null;
        while (HttpHead.TryTakeLine(ref head, out line) && !line.IsEmpty)
        {
            if (!HttpHead.TrySplitHeader(line, out var name, out var value))
            {
                return bad;
            }

            if (Ascii.EqualsIgnoreCase(name, "Proxy-Authorization"u8))
            {
                // Two of them: whichever is taken, somebody in front of us may have looked at the other.
                if (authorization is not null)
                {
                    return bad;
                }

                authorization = Encoding.Latin1.GetString(value);
            }
        }

        Credentials? credentials = null;
        return new ConnectRequest
        {
            AuthorityAsSent = authority,
            Destination = destination,
            HasMalformedCredentials = authorization is not null && !BasicCredentials.TryParse(authorization, out credentials),
            Credentials = credentials,
        };
    }

    private static bool IsVersion(ReadOnlySpan<byte> text) =>
        text.Length == 8 && text.StartsWith("HTTP/1."u8) && char.IsAsciiDigit((char)text[7]);
}
