using System.Text;
using Sockeye.FunctionalTests.Importing.Differential.Visits;
using Sockeye.FunctionalTests.Testing.Clients;

namespace Sockeye.FunctionalTests.Importing.Differential.Rows;

/// <summary>How messages are cut, how streams end, and what is no SOCKS5.</summary>
internal static class StreamRows
{
    public static IEnumerable<Row> All =>
    [
        new(
            "greeting, login, request and data in one piece",
            around => new SocksVisit { Request = Socks5Messages.Request("127.0.0.1", around.Echo.Port), Delivery = Delivery.AllAtOnce },
            Fate.Served),
        new(
            "one byte at a time",
            around => new SocksVisit { Request = Socks5Messages.Request("localhost", around.Echo.Port), Delivery = Delivery.OneByteAtATime },
            Fate.Served),
        new(
            "the client ends its side before the answer comes",
            around => new SocksVisit { Request = Socks5Messages.Request("127.0.0.1", around.Echo.Port), Hear = EndAndHearAsync },
            Fate.Served),
        new(
            "the client ends its side, and the target answers when it sees that",
            around => new SocksVisit { Request = Socks5Messages.Request("127.0.0.1", around.Digest.Port), Hear = EndAndHearDigestAsync },
            Fate.AcceptedInVain,
            Fate.Served),
        new(
            "SOCKS4",
            around => new RawVisit([4, 1, (byte)(around.Echo.Port >> 8), (byte)around.Echo.Port, 127, 0, 0, 1, (byte)'a', 0]),
            Fate.RequestRefused("answered 00 5B 00 00 00 00 00 00"),
            Fate.Closed),
        new("bytes of no protocol that is known here", _ => new RawVisit([0x7F, 0, 1, 2, 3, 4, 5, 6, 7, 8]), Fate.Closed),
    ];

    /// <summary>The connection of its own system, whose files say a second.</summary>
    public static Row Idle { get; } = new(
        "a connection without a byte for as long as the timeouts say",
        around => new SocksVisit { Request = Socks5Messages.Request("127.0.0.1", around.Echo.Port), Hear = RestAsync },
        Fate.Served with { Detail = "then closed" });

    private static async Task<Fate> EndAndHearAsync(ProxyConnection connection)
    {
        await connection.EndSendingAsync();
        return await connection.TakeAnswerAsync();
    }

    private static async Task<Fate> EndAndHearDigestAsync(ProxyConnection connection)
    {
        await connection.EndSendingAsync();
        var answer = Encoding.ASCII.GetString(await connection.TakeAllAsync());
        return answer.StartsWith($"{VisitSteps.Payload.Length} ", StringComparison.Ordinal) ? Fate.Served
            : answer.Length == 0 ? Fate.AcceptedInVain
            : new Fate(FateKind.AcceptedInVain, $"\"{answer}\" came back");
    }

    private static async Task<Fate> RestAsync(ProxyConnection connection)
    {
        var fate = await connection.TakeAnswerAsync();
        return await connection.EndAsync(fate with { Detail = "then closed" });
    }
}
