using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sockeye.FunctionalTests.Importing.Differential.Systems;
using Sockeye.FunctionalTests.Importing.Differential.Visits;
using Sockeye.FunctionalTests.Testing.Clients;

namespace Sockeye.FunctionalTests.Importing.Differential.Rows;

/// <summary>The handshake, and what comes before it.</summary>
internal static class TlsRows
{
    private const string Header = "PROXY TCP4 203.0.113.9 127.0.0.1 40000 1080\r\n";

    private static readonly TlsOffer TellingAlpn = new() { Tell = connection => connection.ApplicationProtocol is "" ? "no ALPN" : $"ALPN {connection.ApplicationProtocol}" };
    private static readonly TlsOffer TellingName = new() { Tell = connection => connection.ServerCertificate!.GetNameInfo(X509NameType.DnsName, forIssuer: false) };

    public static IEnumerable<Row> All =>
    [
        Hello("TLS 1.2 where the line says ssl-min-ver TLSv1.3", Frontend.Socks, new() { Version = SslProtocols.Tls12 }, Fate.TlsRefused),
        Hello("TLS 1.2 where the line says nothing", Frontend.NoMinimum, new() { Version = SslProtocols.Tls12 }, Fate.Served, Fate.TlsRefused),
        Hello("TLS 1.3 where the line says nothing", Frontend.NoMinimum, new(), Fate.Served),
        Hello("no ALPN", Frontend.Socks, TellingAlpn, Served("no ALPN")),
        Hello("ALPN http/1.1", Frontend.Socks, TellingAlpn with { Alpn = ["http/1.1"] }, Served("ALPN http/1.1")),
        Hello("ALPN with an unknown name", Frontend.Socks, TellingAlpn with { Alpn = ["unheard-of"] }, Served("no ALPN")),
        Hello("ALPN h2", Frontend.Socks, TellingAlpn with { Alpn = ["h2"] }, Served("ALPN h2"), Served("no ALPN")),
        Hello("ALPN h2 and http/1.1, as browsers offer them", Frontend.Socks, TellingAlpn with { Alpn = ["h2", "http/1.1"] }, Served("ALPN h2"), Served("ALPN http/1.1")),
        Hello("the name of the first certificate", Frontend.Socks, TellingName, Served(SystemFiles.Domain)),
        Hello("the name of the second certificate", Frontend.Socks, TellingName with { ServerName = SystemFiles.OtherDomain }, Served(SystemFiles.OtherDomain)),
        Hello("no server name", Frontend.Socks, TellingName with { ServerName = "" }, Served(SystemFiles.Domain)),
        Hello("an unknown server name", Frontend.Socks, TellingName with { ServerName = "unknown.example" }, Served(SystemFiles.Domain)),
        Hello("the name of a certificate where the line says strict-sni", Frontend.StrictSni, new() { ServerName = SystemFiles.OtherDomain }, Fate.Served),
        Hello("an unknown server name where the line says strict-sni", Frontend.StrictSni, new() { ServerName = "unknown.example" }, Fate.TlsRefused, Fate.Served),
        Hello("no server name where the line says strict-sni", Frontend.StrictSni, new() { ServerName = "" }, Fate.TlsRefused, Fate.Served),
        Hello("a PROXY header where the line says accept-proxy", Frontend.AcceptProxy, Behind(Header), Fate.Served),
        Hello("no PROXY header where the line says accept-proxy", Frontend.AcceptProxy, new(), Fate.TlsRefused),
        Hello("a damaged PROXY header", Frontend.AcceptProxy, Behind("PROXY TCP4 203.0.113.9\r\n"), Fate.TlsRefused),
        Hello("a PROXY header where the line does not say accept-proxy", Frontend.Socks, Behind(Header), Fate.TlsRefused),
        new(
            "SOCKS5 without TLS",
            around => new RawVisit([.. Socks5Messages.Greeting(2), .. SocksVisit.LoginOf(SystemUsers.Alice), .. Socks5Messages.Request("127.0.0.1", around.Echo.Port)]) { Tls = null },
            Fate.Closed),
        new(
            "HTTP CONNECT without TLS",
            around => new RawVisit(HttpClientSteps.Connect($"127.0.0.1:{around.Echo.Port}", HttpVisit.LoginOf(SystemUsers.Alice))) { Frontend = Frontend.Http, Tls = null },
            Fate.Closed),
    ];

    private static Row Hello(string name, Frontend frontend, TlsOffer tls, Fate pair, Fate? sockeye = null) => new(
        name,
        around => new SocksVisit { Frontend = frontend, Tls = tls, Request = Socks5Messages.Request("127.0.0.1", around.Echo.Port) },
        pair,
        sockeye ?? pair);

    private static TlsOffer Behind(string header) => new() { Before = Encoding.ASCII.GetBytes(header) };

    private static Fate Served(string detail) => Fate.Served with { Detail = detail };
}
