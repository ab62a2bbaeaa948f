using Sockeye.Engine.Authentication;

namespace Sockeye.Control.Clients;

/// <summary>One user at one inbound: all that a client's configuration is made of.</summary>
public sealed record ClientProfile
{
    /// <summary>Stands where the password goes, in every syntax without quotes.</summary>
    public const string PasswordPlaceholder = "PUT-THE-PASSWORD-HERE";

    /// <summary>Where the local bridge listens.</summary>
    public const string BridgeHost = "127.0.0.1";

    /// <summary>The local bridge's port.</summary>
    public const int BridgePort = 1080;

    /// <summary>The name of the login.</summary>
    public required string UserName { get; init; }

    /// <summary>The password, where it is to be written; null leaves a place for it. A secret.</summary>
    public string? Password { get; init; }

    /// <summary>The commands open to the user.</summary>
    public UserCommands Commands { get; init; } = UserCommands.Connect | UserCommands.Udp;

    /// <summary>The server's name or address, without brackets; also the name that its certificate is verified by.</summary>
    public required string Host { get; init; }

    /// <summary>The server's port.</summary>
    public required int Port { get; init; }

    /// <summary>Whether the port speaks TLS.</summary>
    public bool IsTls { get; init; } = true;

    /// <summary>The file of the authority that must be trusted; null for a certificate that systems trust anyway.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>That file's certificate in PEM, for clients that take it inside their configuration; null where it is not known.</summary>
    public string? AuthorityPem { get; init; }

    /// <summary>Which UDP the inbound serves.</summary>
    public InboundUdp Udp { get; init; } = new(Tunnel: true, Plain: false);

    /// <summary>Whether UDP ASSOCIATE is open to the user here.</summary>
    public bool MayUsePlainUdp => Udp.Plain && Commands.HasFlag(UserCommands.Udp);

    /// <summary>The password or its placeholder.</summary>
    public string PasswordText => Password ?? PasswordPlaceholder;

    /// <summary><c>host:port</c>, an IPv6 address in brackets.</summary>
    public string Authority => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>The HTTP proxy without a login.</summary>
    public string HttpServer => $"{(IsTls ? "https" : "http")}://{Authority}";

    /// <summary>The HTTP proxy with user name and password (or its placeholder), percent-encoded.</summary>
    public string HttpUrl => $"{(IsTls ? "https" : "http")}://{Encode(UserName)}:{Encode(PasswordText)}@{Authority}";

    /// <summary>The <c>socks5s://</c> address with the user name, and the password where there is one.</summary>
    public string Socks5Url =>
        $"{(IsTls ? "socks5s" : "socks5")}://{Encode(UserName)}{(Password is null ? "" : ":" + Encode(Password))}@{Authority}";

    /// <summary>The <c>socks5s://</c> address without the password, as the bridge takes it.</summary>
    public string BridgeUrl => $"{(IsTls ? "socks5s" : "socks5")}://{Encode(UserName)}@{Authority}";

    /// <summary>The lines of the authority's certificate, for JSON arrays of lines.</summary>
    public IReadOnlyList<string> AuthorityLines => AuthorityPem?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>The user and the server, never the password.</summary>
    public override string ToString() => BridgeUrl;

    private static string Encode(string text) => Uri.EscapeDataString(text);
}
