using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sockeye.Core.Net;

/// <summary>
/// The address of a proxy: <c>scheme://[user[:password]@]host[:port]</c> (RFC 3986 section 3.2). Read are <c>socks5</c>,
/// <c>socks5h</c>, <c>socks5s</c>, <c>socks5+tls</c>, <c>socks5-tls</c>, <c>http</c> and <c>https</c>.
/// </summary>
public sealed record ProxyUrl
{
    private ProxyUrl(ProxyScheme scheme, Destination destination, string? userName, string? password)
    {
        Scheme = scheme;
        Destination = destination;
        UserName = userName;
        Password = password;
    }

    /// <summary>How the proxy is spoken to.</summary>
    public ProxyScheme Scheme { get; }

    /// <summary>Where the proxy is.</summary>
    public Destination Destination { get; }

    /// <summary>Whether TLS is spoken to the proxy.</summary>
    public bool IsTls => Scheme is ProxyScheme.Socks5Tls or ProxyScheme.HttpTls;

    /// <summary>The proxy's host: a name, or an address without brackets.</summary>
    public string Host => Destination.Host;

    /// <summary>The proxy's port; where the URL had none, 1080 for SOCKS5, 80 for http, 443 for https.</summary>
    public ushort Port => Destination.Port;

    /// <summary>The user's name, percent-decoded, 1 to 255 bytes of UTF-8 without control characters; or null.</summary>
    public string? UserName { get; }

    /// <summary>The password, percent-decoded, 1 to 255 bytes of UTF-8; null where there is none or an empty one.</summary>
    public string? Password { get; }

    /// <summary>The name by which a scheme is written: <c>socks5</c>, <c>socks5s</c>, <c>http</c> or <c>https</c>.</summary>
    public static string NameOf(ProxyScheme scheme) => scheme switch
    {
        ProxyScheme.Socks5 => "socks5",
        ProxyScheme.Socks5Tls => "socks5s",
        ProxyScheme.Http => "http",
        _ => "https",
    };

    /// <summary>Reads a URL.</summary>
    /// <param name="text">The URL.</param>
    /// <param name="url">What it says.</param>
    /// <param name="error">
    /// What is wrong and what would be right; empty on success. Never repeats a piece of the URL: with a stray
    /// <c>/</c> or <c>@</c> in it, any piece may be a piece of the password.
    /// </param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ProxyUrl? url, out string error)
    {
        ArgumentNullException.ThrowIfNull(text);
        url = null;
        var schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd < 0 || !TryParseScheme(text.AsSpan(0, schemeEnd), out var scheme))
        {
            error = "the address must begin with socks5s://, socks5://, https:// or http://, as in socks5s://user@proxy.example:1080";
            return false;
        }

        var authority = text[(schemeEnd + 3)..];
        var end = authority.AsSpan().IndexOfAny('/', '?', '#');
        if (end >= 0)
        {
            if (authority[end..] != "/")
            {
                error = "nothing may follow the port; a '/', '?' or '#' inside the user name or password is written %2F, %3F or %23";
                return false;
            }

            authority = authority[..end];
        }

        string? userName = null;
        string? password = null;
        var at = authority.LastIndexOf('@');
        if (at >= 0 && !TryParseUserInfo(authority[..at], scheme, out userName, out password, out error))
        {
            return false;
        }

        if (!TryParseHostAndPort(authority[(at + 1)..], scheme, out var destination, out error))
        {
            return false;
        }

        url = new ProxyUrl(scheme, destination, userName, password);
        return true;
    }

    /// <summary><c>scheme://user@host:port</c>, never the password.</summary>
    public override string ToString()
    {
        var scheme = NameOf(Scheme);
        return UserName is null ? $"{scheme}://{Destination}" : $"{scheme}://{Uri.EscapeDataString(UserName)}@{Destination}";
    }

    private static bool TryParseScheme(ReadOnlySpan<char> text, out ProxyScheme scheme)
    {
        Span<char> lower = stackalloc char[16];
        scheme = default;
        var length = text.ToLowerInvariant(lower);
        if (length < 0)
        {
            return false;
        }

        (var known, scheme) = lower[..length] switch
        {
            "socks5" or "socks5h" => (true, ProxyScheme.Socks5),
            "socks5s" or "socks5+tls" or "socks5-tls" => (true, ProxyScheme.Socks5Tls),
            "http" => (true, ProxyScheme.Http),
            "https" => (true, ProxyScheme.HttpTls),
            _ => (false, default),
        };
        return known;
    }

    private static bool TryParseUserInfo(string text, ProxyScheme scheme, out string? userName, out string? password, out string error)
    {
        userName = null;
        password = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (!PercentEncoding.TryDecode(colon < 0 ? text : text[..colon], out var name)
            || !PercentEncoding.TryDecode(colon < 0 ? "" : text[(colon + 1)..], out var secret))
        {
            error = "the user name or password is not percent-encoded UTF-8; a percent sign itself is written %25";
            return false;
        }

        if (name.Length == 0 || Encoding.UTF8.GetByteCount(name) > 255 || name.Any(char.IsControl))
        {
            error = "the user name before '@' must have 1 to 255 bytes and no control characters; without a login leave the '@' out";
            return false;
        }

        if (scheme is ProxyScheme.Http or ProxyScheme.HttpTls && name.Contains(':', StringComparison.Ordinal))
        {
            error = "the user name of an HTTP proxy cannot hold a colon";
            return false;
        }

        if (Encoding.UTF8.GetByteCount(secret) > 255)
        {
            error = "the password is longer than 255 bytes, the most that SOCKS5 carries";
            return false;
        }

        userName = name;
        password = secret.Length == 0 ? null : secret;
        error = "";
        return true;
    }

    private static bool TryParseHostAndPort(string text, ProxyScheme scheme, out Destination destination, out string error)
    {
        destination = default;
        var colon = text.LastIndexOf(':');
        var hasPort = colon >= 0 && (text.Length == 0 || text[^1] != ']');
        var host = hasPort ? text[..colon] : text;
        var port = scheme switch
        {
            ProxyScheme.Http => (ushort)80,
            ProxyScheme.HttpTls => (ushort)443,
            _ => (ushort)1080,
        };
        if (hasPort && (!PortNumber.TryParse(text.AsSpan(colon + 1), out port) || port == 0))
        {
            error = "the port behind the last colon must be a number from 1 to 65535";
            return false;
        }

        var isBracketed = host is ['[', .., ']'];
        if ((host.Contains(':', StringComparison.Ordinal) && !isBracketed) || !Destination.TryFromHost(host, port, out destination))
        {
            error = "the host must be a name, an IPv4 address, or an IPv6 address in brackets";
            return false;
        }

        error = "";
        return true;
    }
}
