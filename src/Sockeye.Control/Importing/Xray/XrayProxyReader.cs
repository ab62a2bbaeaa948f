using System.Text;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;
using Sockeye.Core.Net;

namespace Sockeye.Control.Importing.Xray;

/// <summary>
/// Reads an outbound <c>socks</c> or <c>http</c>: <c>settings.servers</c> with one server and at most one user, or their fields
/// in <c>settings</c> itself, as newer versions have them.
/// </summary>
internal static class XrayProxyReader
{
    private const int MaximumBytes = 255;

    /// <summary>The proxy; null after a refusal.</summary>
    public static XrayProxy? Read(SourceObject outbound, bool isHttp, XrayFile file)
    {
        var stream = XrayStreamReader.Read(outbound, file, isInbound: false);
        var tls = XrayClientTlsReader.Read(stream.Tls, file);
        var settings = outbound.Object("settings");
        if (settings is null)
        {
            if (!outbound.Has("settings"))
            {
                outbound.Refuse("settings", "no \"settings\": write \"servers\": [ { \"address\": \"proxy.example\", \"port\": 1080 } ]");
            }

            return null;
        }

        if (settings.Has("headers"))
        {
            settings.Warn("headers", "a request to the proxy carries no headers of one's own");
        }

        var proxy = (settings.Has("address") ? settings : OnlyServer(settings)) is { } server ? Server(server, settings, isHttp, file) : null;
        settings.Finish();
        return proxy is null ? null : proxy with
        {
            Scheme = (isHttp, stream.IsTls) switch
            {
                (true, true) => ProxyScheme.HttpTls,
                (true, false) => ProxyScheme.Http,
                (false, true) => ProxyScheme.Socks5Tls,
                (false, false) => ProxyScheme.Socks5,
            },
            ServerName = string.Equals(tls.ServerName, proxy.Host, StringComparison.OrdinalIgnoreCase) ? null : tls.ServerName,
            CertificateAuthority = tls.CertificateAuthority,
            AllowsInsecure = tls.AllowsInsecure,
        };
    }

    private static SourceObject? OnlyServer(SourceObject settings)
    {
        var servers = settings.Objects("servers");
        if (servers.Count == 1 && settings.Node("servers")!.Items.Count == 1)
        {
            return servers[0];
        }

        if (!settings.IsRefused && (servers.Count > 0 || settings.Node("servers") is null or { Items.Count: 0 }))
        {
            settings.Refuse("servers", servers.Count == 0
                ? "no server; write \"servers\": [ { \"address\": \"proxy.example\", \"port\": 1080 } ]"
                : "several servers; write one, and an outbound for each of the others");
        }

        return null;
    }

    private static XrayProxy? Server(SourceObject server, SourceObject settings, bool isHttp, XrayFile file)
    {
        var host = Host(server, file);
        var port = server.Has("port") ? server.Integer("port", 1, ushort.MaxValue) : null;
        if (!server.Has("port"))
        {
            server.Refuse("port", "no \"port\": write the proxy's, from 1 to 65535");
        }

        var isFlat = ReferenceEquals(server, settings);
        var login = isFlat ? server : OnlyUser(server);
        var (user, password) = login is null ? default : (User(login, isHttp, isFlat), Password(login));
        var isRefused = server.IsRefused || login?.IsRefused == true;
        if (!isFlat)
        {
            login?.Finish();
            server.Finish();
        }

        return host is null || port is null || isRefused ? null
            : new XrayProxy { Scheme = default, Host = host, Port = (ushort)port, UserName = user, Password = user is null ? null : password };
    }

    private static string? Host(SourceObject server, XrayFile file)
    {
        if (file.Expanded(server, "address") is not { } text)
        {
            if (!server.Has("address"))
            {
                server.Refuse("address", "no \"address\": write the proxy's name or IP address");
            }

            return null;
        }

        if (Destination.TryFromHost(text, 0, out var destination))
        {
            return destination.Host;
        }

        server.Refuse("address", $"expected a name or an IP address, found {ConfigurationPath.Quote(text)}");
        return null;
    }

    private static SourceObject? OnlyUser(SourceObject server)
    {
        var users = server.Objects("users");
        if (users.Count > 1)
        {
            server.Refuse("users", "several users; write one, and an outbound for each of the others");
        }

        // An entry that is no object was refused by itself; without a login the proxy would be another one.
        if (users.Count == 0 && server.Node("users") is { Items.Count: > 0 })
        {
            server.Refuse("users", "expected an object with \"user\" and \"pass\"");
        }

        return users.Count == 1 ? users[0] : null;
    }

    private static string? User(SourceObject login, bool isHttp, bool isFlat)
    {
        if (login.String("user") is not { Length: > 0 } user)
        {
            if (isFlat && login.Has("pass"))
            {
                login.Unconcerned("pass", "without a \"user\" no login is sent");
            }
            else if (!isFlat && !login.IsRefused)
            {
                login.Refuse("user", "no \"user\": write the name for the proxy, or take \"users\" out");
            }

            return null;
        }

        if (Encoding.UTF8.GetByteCount(user) > MaximumBytes || user.Any(char.IsControl))
        {
            login.Refuse("user", $"a name for a proxy has 1 to {MaximumBytes} bytes and no control characters");
        }
        else if (isHttp && user.Contains(':'))
        {
            login.Refuse("user", "a name for an HTTP proxy can't hold a colon");
        }

        return user;
    }

    private static string? Password(SourceObject login)
    {
        if (login.String("pass") is not { Length: > 0 } password)
        {
            return null;
        }

        if (ImportedPasswordReader.IsPlaceholder(password))
        {
            login.Refuse("pass", $"{ConfigurationPath.Quote(password)} is a placeholder: put the password for the proxy in its place");
        }
        else if (Encoding.UTF8.GetByteCount(password) > MaximumBytes)
        {
            login.Refuse("pass", $"a password of more than {MaximumBytes} bytes, the most that SOCKS5 carries");
        }

        return password;
    }
}
