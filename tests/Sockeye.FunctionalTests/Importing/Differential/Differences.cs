namespace Sockeye.FunctionalTests.Importing.Differential;

/// <summary>Why a connection of the table meets another fate: each row's name with the reason.</summary>
internal static class Differences
{
    private const string DialsFirst = "v2ray answers before it dials. Here the answer is what came of it, so that the client knows, and can try another address";
    private const string Status = "any status but 00 is a failure (RFC 1929, section 2)";
    private const string NoAlpnH2 = "HTTP/2 is not spoken behind the port, here or there; HAProxy chooses it because the line lists it";
    private const string Strict = "not kept: the first certificate is shown, and `import` and `check` warn of it";
    private const string Both = "both protocols are spoken on every port with TLS, told apart by the first byte; curl and browsers need HTTP";
    private const string Reply = "a reply is due (RFC 1928, section 6)";
    private const string Hash = "v2ray compares the text of `pass`, so that who read the file can log in with the hash. Here the hash is verified";

    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["a wrong password"] = Status,
        ["an empty password"] = Status,
        ["an empty name"] = Status,
        ["an unknown user"] = Status,
        ["the name in capitals"] = Status,
        ["the password whose hash the file has"] = Hash,
        ["the hash that the file has, as the password"] = Hash,
        ["a name that does not resolve"] = DialsFirst,
        ["a name of 255 bytes"] = DialsFirst,
        ["a port where nothing listens"] = DialsFirst,
        ["port 0"] = DialsFirst,
        ["CONNECT to a port where nothing listens"] = DialsFirst,
        ["a user whose external proxy is down"] = DialsFirst,
        ["a user with a rule to a blackhole"] = "the client is told that the rules forbid it",
        ["a name without a byte"] = Reply,
        ["an unknown type of address"] = Reply,
        ["an IPv6 address written as a name"] = "clients do so, and what is meant is clear",
        ["a loopback address of the server"] =
            "the guard: a target that is not public is refused unless `guard.allowPrivateNetworks` opens it. The tests open 127.0.0.1 and ::1, not 127.0.0.2",
        ["UDP ASSOCIATE where the inbound has UDP"] =
            "v2ray tells the address that the deployed file has, where no client of the TLS port gets; datagrams would go outside TLS. `udp.plain` opens that form here",
        ["UDP inside the TLS connection, as sing-box speaks it"] = "this is where `\"udp\": true` leads here; v2ray takes the name for a target",
        ["a user whom a rule names by his e-mail address"] =
            "v2ray knows a SOCKS user by his account's name only, so that the rule never held. Here it holds",
        ["a user with a rule to an outbound that nothing defines"] =
            "v2ray lets him out by its first outbound, and shows the server's own address. Here what can't be had is refused",
        ["GET of a URL where nothing listens"] = "the server that was asked for failed, which is 502 (RFC 9110, section 15.6.3)",
        ["HTTP/2, by a client that offered it and http/1.1"] =
            "HTTP_1_1_REQUIRED in a frame of HTTP/2 (RFC 9113, section 7); v2ray answers in HTTP/1.1, which such a client can't read. It was told `http/1.1` by ALPN before",
        ["HTTP CONNECT on the SOCKS port"] = Both,
        ["SOCKS5 on the HTTP port"] = Both,
        ["TLS 1.2 where the line says nothing"] = "TLS 1.3 only; HAProxy 2.6 takes TLS 1.2 too where nothing is said",
        ["ALPN h2"] = NoAlpnH2,
        ["ALPN h2 and http/1.1, as browsers offer them"] = NoAlpnH2,
        ["an unknown server name where the line says strict-sni"] = Strict,
        ["no server name where the line says strict-sni"] = Strict,
        ["the client ends its side, and the target answers when it sees that"] =
            "v2ray does not pass a client's end on to the target, and closes soon after it. Here each direction ends by itself",
        ["SOCKS4"] = "SOCKS4 has no password, and is not spoken; v2ray refuses in its words, Sockeye closes and logs why",
    };
}
