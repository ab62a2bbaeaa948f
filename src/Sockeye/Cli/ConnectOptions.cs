using System.CommandLine;
using System.Net;
using System.Text;
using Sockeye.Control.Certificates;
using Sockeye.Control.Configuration;
using Sockeye.Core.Net;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Hosting;

namespace Sockeye.Cli;

/// <summary>The arguments of <c>connect</c>, as they are typed and as what they mean.</summary>
internal sealed class ConnectOptions
{
    private const string DefaultListen = "127.0.0.1:1080";
    private const int DefaultPool = 4;
    private const int LargestPool = 8;

    private readonly Argument<string> _url = new("URL") { Description = "The server: socks5s://user@host:port, or https://user@host:port" };

    private readonly Option<string> _listen = new("--listen")
    {
        Description = "The local port", HelpName = "HOST:PORT", DefaultValueFactory = _ => DefaultListen,
    };

    private readonly Option<string[]> _stdio = new("--stdio")
    {
        Description = "No local port: one connection to this target over standard input and output, for ssh's ProxyCommand",
        HelpName = "HOST PORT", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _passwordFile = new("--password-file")
    {
        Description = $"Take the password from the first line of this file (else from {ConnectPassword.Variable}, else by prompt)", HelpName = "FILE",
    };

    private readonly Option<string?> _ca = new("--ca") { Description = "Trust this authority instead of the system's: a PEM file", HelpName = "FILE" };

    private readonly Option<string?> _pin = new("--pin")
    {
        Description = "Accept exactly the key with this SHA-256 (of its SubjectPublicKeyInfo; hexadecimal or base64)", HelpName = "SHA256",
    };

    private readonly Option<string?> _serverName = new("--server-name")
    {
        Description = "The name in the server's certificate, where it is not the host", HelpName = "NAME",
    };

    private readonly Option<string?> _localUser = new("--local-user")
    {
        Description = "Want this login on the local port; off loopback there must be one", HelpName = "NAME",
    };

    private readonly Option<string?> _localPasswordFile = new("--local-password-file")
    {
        Description = $"Its password, the first line of this file (else from {ConnectPassword.LocalVariable}, else by prompt)", HelpName = "FILE",
    };

    private readonly Option<int> _pool = new("--pool")
    {
        Description = $"Connections kept ready while the bridge is used: 0 to {LargestPool}; SOCKS5 only", HelpName = "N",
        DefaultValueFactory = _ => DefaultPool,
    };

    private readonly Option<bool> _noPipelining = new("--no-pipelining")
    {
        Description = "Send one SOCKS5 message at a time and keep none ready: for a server of another kind that loses what comes early",
    };

    private readonly Option<bool> _allowPlaintext = new("--allow-plaintext")
    {
        Description = "Accept socks5:// and http:// to another machine, though everybody on the way can read the password",
    };

    private readonly Option<string> _tls = new Option<string>("--tls")
    {
        Description = "The kind of TLS; auto takes libssl 3 where there is one", HelpName = "auto|openssl|sslstream", DefaultValueFactory = _ => "auto",
    }.AcceptOnlyFromAmong("auto", "openssl", "sslstream");

    /// <summary>Adds all of them to the command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_url);
        Option[] options =
        [
            _listen, _stdio, _passwordFile, _ca, _pin, _serverName, _localUser, _localPasswordFile, _pool, _noPipelining, _allowPlaintext, _tls,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The target of <c>--stdio</c>, or null where there is to be a local port.</summary>
    public Destination? ReadTarget(ParseResult parsed)
    {
        if (parsed.GetValue(_stdio) is not { Length: 2 } words)
        {
            return null;
        }

        return ushort.TryParse(words[1], out var port) && port != 0 && Destination.TryFromHost(words[0], port, out var target)
            ? target
            : throw CliException.Usage("--stdio takes a host and a port, as in: --stdio example.com 22");
    }

    /// <summary>Everything else. Throws <see cref="CliException"/> for what cannot be, before any password is asked for.</summary>
    public BridgeSettings Read(ParseResult parsed, bool isStdio, CliEnvironment environment)
    {
        var url = UpstreamFields.ParseUrl(parsed.GetRequiredValue(_url));
        if (!url.IsTls && !IsLoopback(url.Destination) && !parsed.GetValue(_allowPlaintext))
        {
            throw CliException.Usage("without TLS everybody on the way can read the password: begin the URL with socks5s:// or https://, or say --allow-plaintext");
        }

        var pool = parsed.GetValue(_pool);
        if (pool is < 0 or > LargestPool)
        {
            throw CliException.Usage($"--pool takes a number from 0 to {LargestPool}");
        }

        var listenText = parsed.GetValue(_listen);
        if (!ListenAddress.TryParse(listenText, out var listen, out var error))
        {
            throw CliException.Usage($"--listen {listenText}: {error}");
        }

        var localUser = ReadLocalUser(parsed, listen, isStdio);
        var security = url.IsTls ? ReadSecurity(parsed, url) : null;
        var isPipelined = !parsed.GetValue(_noPipelining);
        var password = ConnectPassword.OfServer(url, parsed.GetValue(_passwordFile), mayPrompt: !isStdio, environment);
        var upstream = new UpstreamOptions
        {
            Tag = BridgeOutbound.Tag,
            Scheme = url.Scheme,
            Host = url.Host,
            Port = url.Port,
            UserName = url.UserName,
            Password = password is null ? null : Encoding.UTF8.GetBytes(password),
            Tls = security,
            Pipelined = isPipelined,
            ReadyConnections = isPipelined && !isStdio ? pool : 0,
        };
        if (upstream.FindFault() is { } fault)
        {
            throw CliException.Usage($"the server's URL cannot be used: {fault}");
        }

        var login = localUser is null ? null : new LocalLogin(
            localUser, Encoding.UTF8.GetBytes(ConnectPassword.OfLocalPort(localUser, parsed.GetValue(_localPasswordFile), environment)));
        return new BridgeSettings(upstream, KindOf(parsed.GetValue(_tls)!), listen, login);
    }

    private string? ReadLocalUser(ParseResult parsed, ListenAddress listen, bool isStdio)
    {
        var user = parsed.GetValue(_localUser);
        if (user is not null)
        {
            UserFields.RequireName(user);
        }
        else if (!listen.IsLoopback && !isStdio)
        {
            throw CliException.Usage(
                $"--listen {listen} can be reached from other machines, and everybody there would use your login: add --local-user NAME, or listen on 127.0.0.1");
        }

        return user;
    }

    private TlsClientOptions ReadSecurity(ParseResult parsed, ProxyUrl url) => new()
    {
        ServerName = parsed.GetValue(_serverName) ?? url.Host,
        Authorities = parsed.GetValue(_ca) is { } file ? CertificateFiles.LoadAuthorities(file) : null,
        PinnedKeySha256 = UpstreamFields.ParsePin(parsed.GetValue(_pin)),
    };

    private static bool IsLoopback(Destination server) =>
        server.Address is { } address ? IPAddress.IsLoopback(address) : server.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static TlsKind KindOf(string text) => text switch
    {
        "openssl" => TlsKind.OpenSsl,
        "sslstream" => TlsKind.SslStream,
        _ => TlsKind.Auto,
    };
}
