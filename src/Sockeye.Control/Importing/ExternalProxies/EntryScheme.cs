using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;
using Sockeye.Core.Net;

namespace Sockeye.Control.Importing.ExternalProxies;

/// <summary>Reads <c>type</c>, or <c>protocol</c> in the flat variant.</summary>
internal static class EntryScheme
{
    private static readonly string[] Words = ["socks5", "socks5s", "http", "https", "socks", "socks5h", "socks5+tls", "socks5-tls"];

    /// <summary>The scheme that the word means, or null after a refusal.</summary>
    public static ProxyScheme? Read(SourceObject proxy)
    {
        if (AliasedText.Read([(proxy, "type"), (proxy, "protocol")]) is not { } text)
        {
            if (!proxy.Has("type") && !proxy.Has("protocol"))
            {
                proxy.Refuse("type", "\"type\" is missing: socks5, socks5s, http or https");
            }

            return null;
        }

        var word = text.Text.ToLowerInvariant();
        var scheme = word switch
        {
            "socks5" or "socks5h" or "socks" => ProxyScheme.Socks5,
            "socks5s" or "socks5+tls" or "socks5-tls" => ProxyScheme.Socks5Tls,
            "http" => ProxyScheme.Http,
            "https" => ProxyScheme.HttpTls,
            _ => (ProxyScheme?)null,
        };
        if (scheme is not { } known)
        {
            proxy.Refuse(text.Key, $"expected socks5, socks5s, http or https, found {ConfigurationPath.Quote(text.Text)}{Hint(word)}");
        }
        else if (ProxyUrl.NameOf(known) != word)
        {
            proxy.Translated(text.Key, ProxyUrl.NameOf(known));
        }

        return scheme;
    }

    private static string Hint(string word) =>
        NearestName.Find(word, Words) is { } nearest ? $"; did you mean {ConfigurationPath.Quote(nearest)}?" : "";
}
