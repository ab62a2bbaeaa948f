using System.Globalization;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;
using Sockeye.Control.Upstreams;
using Sockeye.Core.Net;

namespace Sockeye.Control.Importing.ExternalProxies;

/// <summary>Reads the proxies of one file, each with an id of its own.</summary>
internal sealed class EntryReader
{
    // As an upstream has it.
    internal const int MaximumHostCharacters = 253;

    private readonly Dictionary<string, SourcePlace> _ids = new(StringComparer.Ordinal);

    /// <summary>The proxies without those that have a fault; every field is told either way.</summary>
    /// <param name="proxies">The objects.</param>
    /// <param name="fallsBack">What the file says of going out directly; a proxy's own word counts more.</param>
    public IReadOnlyList<ExternalProxy> ReadAll(IEnumerable<SourceObject> proxies, bool fallsBack) =>
        [.. proxies.Select(proxy => Read(proxy, fallsBack)).OfType<ExternalProxy>()];

    private ExternalProxy? Read(SourceObject proxy, bool fallsBack)
    {
        var id = Id(proxy);
        var tls = EntryTls.Read(proxy, EntryScheme.Read(proxy));
        var host = Host(proxy);
        var port = Port(proxy);
        var login = EntryLogin.Read(proxy, isHttp: tls.Scheme is ProxyScheme.Http or ProxyScheme.HttpTls);
        var isActive = Flag(proxy, "active", "not the one for all traffic; users who name it go through it");
        var isEnabled = Flag(proxy, "enabled", "switched off");
        var routing = ProxyRouting.Read(proxy);
        EntryRetry.Tell(proxy);
        ForeignProxyFields.Tell(proxy);
        proxy.Finish();
        if (id is null || tls.Scheme is not { } scheme || host is null || port is null)
        {
            return null;
        }

        isEnabled = isEnabled && routing.Mode != ProxyRoutingMode.Disabled;
        return new ExternalProxy
        {
            Id = id,
            Scheme = scheme,
            Host = host,
            Port = port.Value,
            UserName = login.UserName,
            Password = login.Password,
            ServerName = string.Equals(tls.ServerName, host, StringComparison.OrdinalIgnoreCase) ? null : tls.ServerName,
            AllowsInsecure = tls.AllowsInsecure,
            IsActive = isActive && isEnabled,
            IsEnabled = isEnabled,
            AllTrafficPlace = routing.Mode == ProxyRoutingMode.AllTraffic ? routing.ModePlace : null,
            FallsBackToDirect = routing.FallsBackToDirect ?? fallsBack,
            Place = proxy.Place,
        };
    }

    private string? Id(SourceObject proxy)
    {
        var key = proxy.Has("id") ? "id" : "name";
        if (!proxy.Has(key))
        {
            proxy.Refuse("id", "\"id\" is missing: the name by which users name the proxy");
            return null;
        }

        if (key == "id" && proxy.Has("name"))
        {
            proxy.Unconcerned("name", "the \"id\" counts; left out");
        }

        if (proxy.String(key) is not { } id)
        {
            return null;
        }

        if (!UpstreamId.TryValidate(id, out var why))
        {
            proxy.Refuse(key, why);
            return null;
        }

        if (_ids.TryGetValue(id, out var first))
        {
            proxy.Refuse(key, $"{ConfigurationPath.Quote(id)} is taken by {first.Path} in line {first.Line}; an id stands once");
            return null;
        }

        _ids.Add(id, proxy.PlaceOf(key));
        return id;
    }

    private static string? Host(SourceObject proxy)
    {
        if (AliasedText.Read([(proxy, "address"), (proxy, "host"), (proxy, "server")]) is not { } text)
        {
            if (!proxy.Has("address") && !proxy.Has("host") && !proxy.Has("server"))
            {
                proxy.Refuse("address", "\"address\" is missing: the proxy's name or IP address");
            }

            return null;
        }

        if (text.Text.Length > MaximumHostCharacters || !Destination.TryFromHost(text.Text, 0, out var destination))
        {
            // Not shown: who writes a whole URL here writes its password too.
            proxy.Refuse(text.Key, "expected a name or an IP address and nothing else; the port stands in \"port\", a login in \"username\" and \"password\"");
            return null;
        }

        if (destination.Host != text.Text)
        {
            proxy.Translated(text.Key, $"the address {destination.Host}");
        }

        return destination.Host;
    }

    private static ushort? Port(SourceObject proxy)
    {
        switch (proxy.Node("port"))
        {
            case null:
                proxy.Refuse("port", "\"port\" is missing: 1 to 65535");
                return null;
            case { Kind: ConfigurationNodeKind.String, Text: var text }:
                if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0)
                {
                    proxy.Translated("port", "read as a number");
                    return port;
                }

                proxy.Refuse("port", $"expected a whole number from 1 to 65535, found {ConfigurationPath.Quote(text)}");
                return null;
            default:
                return (ushort?)proxy.Integer("port", 1, ushort.MaxValue);
        }
    }

    private static bool Flag(SourceObject proxy, string key, string whenFalse)
    {
        if (proxy.Boolean(key) is not false)
        {
            return true;
        }

        proxy.Translated(key, whenFalse);
        return false;
    }
}
