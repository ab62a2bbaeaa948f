using System.Text;
using Sockeye.FunctionalTests.Importing.Differential.Systems;
using Sockeye.FunctionalTests.Importing.Differential.Visits;
using Sockeye.FunctionalTests.Testing.Clients;
using static Sockeye.FunctionalTests.Importing.Differential.Systems.SystemUsers;

namespace Sockeye.FunctionalTests.Importing.Differential.Rows;

/// <summary>HTTP, and each protocol on the other's port.</summary>
internal static class HttpRows
{
    private static readonly string Right = HttpVisit.LoginOf(Alice);

    // v2ray's HTTP waits long for the end of a line, and then closes: with one among the methods it is there at once.
    private static readonly byte[] WithLineEnd = Socks5Messages.Greeting(2, (byte)'\r', (byte)'\n');

    public static IEnumerable<Row> All =>
    [
        Connect("CONNECT with the right password", Right, Fate.Served),
        Connect("CONNECT with a wrong password", HttpClientSteps.Basic(Alice, "not-the-right-one"), Fate.LoginRefused("HTTP 407")),
        Connect("CONNECT without a login", "", Fate.LoginRefused("HTTP 407")),
        Connect("CONNECT with a password with colons", HttpVisit.LoginOf(ColonInPassword), Fate.Served),
        Connect("CONNECT by a user with a rule to an external proxy", HttpVisit.LoginOf(Upstream), Fate.ServedByUpstream),
        new(
            "CONNECT to a port where nothing listens",
            around => new HttpVisit(HttpClientSteps.Connect($"127.0.0.1:{around.ClosedPort}", Right)),
            Fate.AcceptedInVain with { Detail = "HTTP 200" },
            Fate.RequestRefused("HTTP 502")),
        new("GET of an absolute URL", around => Get($"{around.Web.Url}/page", Right), Fate.Served),
        new("GET of an absolute URL without a login", around => Get($"{around.Web.Url}/page", ""), Fate.LoginRefused("HTTP 407")),
        new(
            "GET of a URL where nothing listens",
            around => Get($"http://127.0.0.1:{around.ClosedPort}/page", Right),
            Fate.RequestRefused("HTTP 503"),
            Fate.RequestRefused("HTTP 502")),
        new("GET that is for no proxy", _ => Get("/page", Right), Fate.RequestRefused("HTTP 400")),
        new(
            "HTTP/2, by a client that offered it and http/1.1",
            _ => new RawVisit("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray()) { Frontend = Frontend.Http, Tls = new() { Alpn = ["h2", "http/1.1"] } },
            Fate.LoginRefused("HTTP 407"),
            Fate.RequestRefused("answered 00 00 08 07 00 00 00 00 00 00 00 00 00 00 00 00 0D")),
        new(
            "HTTP CONNECT on the SOCKS port",
            around => new HttpVisit(HttpClientSteps.Connect(Echo(around), Right)) { Frontend = Frontend.Socks },
            Fate.Closed,
            Fate.Served),
        new(
            "SOCKS5 on the HTTP port",
            around => new SocksVisit { Frontend = Frontend.Http, Greeting = WithLineEnd, Request = Socks5Messages.Request("127.0.0.1", around.Echo.Port) },
            Fate.Closed,
            Fate.Served),
    ];

    private static Row Connect(string name, string login, Fate both) =>
        new(name, around => new HttpVisit(HttpClientSteps.Connect(Echo(around), login)), both);

    private static HttpVisit Get(string target, string login) =>
        new(Encoding.Latin1.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\n{login}Connection: close\r\n\r\n")) { Answer = "GET /page 0 " };

    private static string Echo(Surroundings around) => $"127.0.0.1:{around.Echo.Port}";
}
