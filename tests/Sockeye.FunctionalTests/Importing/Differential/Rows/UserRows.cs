using Sockeye.FunctionalTests.Importing.Differential.Systems;
using Sockeye.FunctionalTests.Importing.Differential.Visits;
using Sockeye.FunctionalTests.Testing.Clients;
using static Sockeye.FunctionalTests.Importing.Differential.Systems.SystemUsers;

namespace Sockeye.FunctionalTests.Importing.Differential.Rows;

/// <summary>Who logs in, and how.</summary>
internal static class UserRows
{
    private static readonly Fate Refused = Fate.LoginRefused("0101");

    public static IEnumerable<Row> All =>
    [
        Login("the right password", SocksVisit.LoginOf(Alice), Fate.Served),
        Login("a wrong password", Socks5Messages.Login(Alice, "not-the-right-one"), Refused),
        Login("an empty password", Socks5Messages.Login(Alice, ""), Refused),
        Login("an empty name", Socks5Messages.Login("", Password), Refused),
        Login("an unknown user", Socks5Messages.Login("nobody", Password), Refused),
        Login("the name in capitals", Socks5Messages.Login("ALICE", Password), Refused),
        Login("a password of 255 bytes", SocksVisit.LoginOf(LongPassword), Fate.Served),
        Login("a password with colons", SocksVisit.LoginOf(ColonInPassword), Fate.Served),
        Login("a name and a password that are not ASCII", SocksVisit.LoginOf(NotAscii), Fate.Served),
        Greeting("only \"no login\" offered", Socks5Messages.Greeting(0), Fate.LoginRefused("05FF")),
        Greeting("only GSSAPI offered", Socks5Messages.Greeting(1), Fate.LoginRefused("05FF")),
        Greeting("the password method offered among others", Socks5Messages.Greeting(0, 1, 0x80, 2), Fate.Served),
        Greeting("no method offered", Socks5Messages.Greeting(), Fate.LoginRefused("05FF")),
    ];

    private static Row Login(string name, byte[] login, Fate both) =>
        new(name, around => new SocksVisit { Login = login, Request = ToEcho(around) }, both);

    private static Row Greeting(string name, byte[] greeting, Fate both) =>
        new(name, around => new SocksVisit { Greeting = greeting, Request = ToEcho(around) }, both);

    private static byte[] ToEcho(Surroundings around) => Socks5Messages.Request("127.0.0.1", around.Echo.Port);
}
