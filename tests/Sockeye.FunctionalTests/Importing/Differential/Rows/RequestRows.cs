using System.Net;
using Sockeye.FunctionalTests.Importing.Differential.Systems;
using Sockeye.FunctionalTests.Importing.Differential.Visits;
using Sockeye.FunctionalTests.Testing.Clients;

namespace Sockeye.FunctionalTests.Importing.Differential.Rows;

/// <summary>What is asked for: targets and commands.</summary>
internal static class RequestRows
{
    // Four labels: the longest name that fits a request.
    private static readonly string LongName = string.Join('.', Enumerable.Repeat(new string('a', 63), 4));

    public static IEnumerable<Row> All =>
    [
        Target("an IPv4 address", around => Socks5Messages.Request("127.0.0.1", around.Echo.Port), Fate.Served),
        Target("an IPv6 address", around => Socks5Messages.Request("::1", around.EchoOnIPv6.Port), Fate.Served),
        Target("a name", around => Socks5Messages.Request("localhost", around.Echo.Port), Fate.Served),
        Target("an IPv4 address written as a name", around => Socks5Messages.RequestByName("127.0.0.1", around.Echo.Port), Fate.Served),
        Target(
            "an IPv6 address written as a name",
            around => Socks5Messages.RequestByName("::1", around.EchoOnIPv6.Port),
            Fate.RequestRefused("closed without a reply"),
            Fate.Served),
        Target("a name that does not resolve", _ => Socks5Messages.Request("no-such-name.invalid", 80), Fate.AcceptedInVain, Fate.RequestRefused("reply 04")),
        Target("a name of 255 bytes", _ => Socks5Messages.Request(LongName, 80), Fate.AcceptedInVain, Fate.RequestRefused("reply 04")),
        Target("a port where nothing listens", around => Socks5Messages.Request("127.0.0.1", around.ClosedPort), Fate.AcceptedInVain, Fate.RequestRefused("reply 05")),
        Target("port 0", _ => Socks5Messages.Request("127.0.0.1", 0), Fate.AcceptedInVain, Fate.RequestRefused("reply 01")),
        Target("a name without a byte", _ => [5, 1, 0, 3, 0, 0, 80], Fate.RequestRefused("closed without a reply"), Fate.RequestRefused("reply 01")),
        Target("an unknown type of address", _ => [5, 1, 0, 9, 0, 0, 0, 0, 0, 80], Fate.RequestRefused("closed without a reply"), Fate.RequestRefused("reply 08")),
        Target("a loopback address of the server", around => Socks5Messages.Request("127.0.0.2", around.EchoOnPrivateAddress.Port), Fate.Served, Fate.RequestRefused("reply 02")),
        Command("BIND", Socks5Messages.Bind, Frontend.Socks, Fate.RequestRefused("reply 07")),
        Command("an unknown command", 0x77, Frontend.Socks, Fate.RequestRefused("reply 07")),
        Command("UDP ASSOCIATE where the inbound has no UDP", Socks5Messages.UdpAssociate, Frontend.NoMinimum, Fate.RequestRefused("reply 07")),
        new(
            "UDP ASSOCIATE where the inbound has UDP",
            _ => new SocksVisit { Request = Socks5Messages.Request("0.0.0.0", 0, Socks5Messages.UdpAssociate), Data = [] },
            Fate.Accepted(IPAddress.Loopback),
            Fate.RequestRefused("reply 07")),
        new(
            "UDP inside the TLS connection, as sing-box speaks it",
            around => new SocksVisit
            {
                Request = Socks5Messages.RequestByName("sp.v2.udp-over-tcp.arpa", 0),
                Data = [1, .. Socks5Messages.Request("127.0.0.1", around.UdpEcho.Port)[3..], .. Datagram(VisitSteps.Payload)],
                Hear = HearDatagramAsync,
            },
            Fate.AcceptedInVain,
            Fate.Served),
    ];

    private static Row Target(string name, Func<Surroundings, byte[]> request, Fate pair, Fate? sockeye = null) =>
        new(name, around => new SocksVisit { Request = request(around) }, pair, sockeye ?? pair);

    private static Row Command(string name, byte command, Frontend frontend, Fate both) =>
        new(name, around => new SocksVisit { Frontend = frontend, Request = Socks5Messages.Request("127.0.0.1", around.Echo.Port, command), Data = [] }, both);

    private static byte[] Datagram(byte[] payload) => [0, (byte)payload.Length, .. payload];

    private static async Task<Fate> HearDatagramAsync(ProxyConnection connection)
    {
        await connection.TakeAsync(2);
        return await connection.TakeAnswerAsync();
    }
}
