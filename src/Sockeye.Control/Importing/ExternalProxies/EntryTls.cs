using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;
using Sockeye.Core.Net;

namespace Sockeye.Control.Importing.ExternalProxies;

/// <summary>What a proxy says of TLS: an object <c>tls</c>, or in the flat variant a boolean with the rest beside it.</summary>
/// <param name="Scheme">The scheme with TLS or without; null where the type is at fault.</param>
/// <param name="ServerName">The name that the certificate must have; null for the proxy's address.</param>
/// <param name="AllowsInsecure">Where verification is switched off, or null.</param>
internal readonly record struct EntryTls(ProxyScheme? Scheme, string? ServerName, SourcePlace? AllowsInsecure)
{
    private static readonly string[] NameKeys = ["server_name", "sni", "serverName"];
    private static readonly string[] InsecureKeys = ["allow_insecure", "insecure", "skip_verify", "allowInsecure"];

    // The old tools asked "[name or y/n]?" and stored what was typed.
    private static readonly HashSet<string> Answers = new(["y", "yes", "n", "no", "true", "false"], StringComparer.OrdinalIgnoreCase);

    /// <param name="proxy">The proxy.</param>
    /// <param name="type">The scheme that its type means, or null where that is at fault.</param>
    public static EntryTls Read(SourceObject proxy, ProxyScheme? type)
    {
        var tls = Settings(proxy);
        var scheme = tls?.Boolean("enabled") is { } inside ? WithTls(tls, "enabled", inside, type)
            : proxy.Node("tls") is { Kind: ConfigurationNodeKind.Boolean } && proxy.Boolean("tls") is { } flag ? WithTls(proxy, "tls", flag, type)
            : type;

        // Without a type everything is read as if there were TLS, so that all faults are told at once.
        var isTls = scheme is not (ProxyScheme.Socks5 or ProxyScheme.Http);
        var name = isTls ? NameIn(tls, proxy) : null;
        var insecure = isTls ? InsecureIn(tls, proxy) : null;
        if (!isTls)
        {
            LeaveOut(tls);
            LeaveOut(proxy);
        }

        tls?.Finish();
        return new EntryTls(scheme, name, insecure);
    }

    private static SourceObject? Settings(SourceObject proxy)
    {
        switch (proxy.Node("tls"))
        {
            case null or { Kind: ConfigurationNodeKind.Boolean }:
                return null;
            case { Kind: ConfigurationNodeKind.Object }:
                return proxy.Object("tls");
            case var node:
                proxy.Refuse("tls", $"expected an object with \"enabled\", or true or false, found {SourceObject.Describe(node)}");
                return null;
        }
    }

    private static ProxyScheme? WithTls(SourceObject holder, string key, bool isTls, ProxyScheme? type)
    {
        switch (type)
        {
            case ProxyScheme.Socks5 or ProxyScheme.Http when isTls:
                var scheme = type == ProxyScheme.Socks5 ? ProxyScheme.Socks5Tls : ProxyScheme.HttpTls;
                holder.Translated(key, $"{ProxyUrl.NameOf(type.Value)} with TLS is {ProxyUrl.NameOf(scheme)}");
                return scheme;
            case ProxyScheme.Socks5Tls or ProxyScheme.HttpTls when !isTls:
                var plain = type == ProxyScheme.Socks5Tls ? ProxyScheme.Socks5 : ProxyScheme.Http;
                holder.Refuse(key, $"{ProxyUrl.NameOf(type.Value)} has TLS; put true here, or the type {ProxyUrl.NameOf(plain)} for a proxy without");
                return type;
            default:
                return type;
        }
    }

    private static string? NameIn(SourceObject? tls, SourceObject proxy)
    {
        if (AliasedText.Read([.. NameKeys.Select(key => (tls, key)), .. NameKeys.Select(key => ((SourceObject?)proxy, key))]) is not { } name)
        {
            return null;
        }

        if (name.Text.Length == 0)
        {
            name.Holder.Translated(name.Key, "empty: the name of the proxy's address");
            return null;
        }

        if (Answers.Contains(name.Text))
        {
            name.Holder.Refuse(
                name.Key,
                $"{ConfigurationPath.Quote(name.Text)} answers a question and names no server; put the name in the proxy's certificate, such as proxy.example, or leave it out");
            return null;
        }

        if (name.Text.Length > EntryReader.MaximumHostCharacters || !Destination.TryFromHost(name.Text, 0, out var destination))
        {
            name.Holder.Refuse(name.Key, $"expected a name or an IP address, found {ConfigurationPath.Quote(name.Text)}");
            return null;
        }

        return destination.Host;
    }

    // Told by the translation, which knows whether the operator repeats it in our own words.
    private static SourcePlace? InsecureIn(SourceObject? tls, SourceObject proxy)
    {
        SourcePlace? place = null;
        foreach (var holder in new[] { tls, proxy }.OfType<SourceObject>())
        {
            foreach (var key in InsecureKeys.Where(key => holder.Boolean(key) == true))
            {
                holder.Told(key);
                place ??= holder.PlaceOf(key);
            }
        }

        return place;
    }

    private static void LeaveOut(SourceObject? holder)
    {
        foreach (var key in NameKeys.Concat(InsecureKeys).Where(key => holder?.Has(key) == true))
        {
            holder!.Unconcerned(key, "nothing asks for it without TLS; left out");
        }
    }
}
