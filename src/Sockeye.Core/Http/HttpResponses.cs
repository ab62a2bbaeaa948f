using System.Globalization;
using System.Text;

namespace Sockeye.Core.Http;

/// <summary>The few responses that the proxy itself writes (RFC 9112 section 4, RFC 9110 section 15).</summary>
public static class HttpResponses
{
    /// <summary>The challenge that goes with every 407 (RFC 9110 section 11.7.1, RFC 7617 section 2.1).</summary>
    public const string Challenge = "Basic realm=\"sockeye\", charset=\"UTF-8\"";

    /// <summary>The answer to a CONNECT that succeeded; what follows is the tunnel.</summary>
    public static ReadOnlyMemory<byte> ConnectEstablished { get; } = "HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray();

    /// <summary>
    /// A refusal with a body of plain text in UTF-8, ended by a line feed, after which the connection closes. A 407
    /// carries the <see cref="Challenge"/>.
    /// </summary>
    /// <param name="status">400, 403, 407, 408, 431, 502, 503 or 504.</param>
    /// <param name="plainTextBody">The body; whatever a peer sent in it has gone through <see cref="PeerText"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another status.</exception>
    public static byte[] Refusal(int status, string plainTextBody)
    {
        ArgumentNullException.ThrowIfNull(plainTextBody);
        var challenge = status == 407 ? $"Proxy-Authenticate: {Challenge}\r\n" : "";
        var length = Encoding.UTF8.GetByteCount(plainTextBody) + 1;
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} {ReasonPhrase(status)}\r\n{challenge}Content-Type: text/plain; charset=utf-8\r\n"
            + $"Content-Length: {length}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n{plainTextBody}\n"));
    }

    /// <summary>The reason phrase of a status with which we refuse (RFC 9110 section 15, RFC 6585 section 5).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Another status.</exception>
    public static string ReasonPhrase(int status) => status switch
    {
        400 => "Bad Request",
        403 => "Forbidden",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        431 => "Request Header Fields Too Large",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No refusal has this status."),
    };
}
