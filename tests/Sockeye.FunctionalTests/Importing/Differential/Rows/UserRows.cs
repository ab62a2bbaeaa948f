using Sockeye.FunctionalTests.Importing.Differential.Systems;
using Sockeye.FunctionalTests.Importing.Differential.Visits;
using Sockeye.FunctionalTests.Testing.Clients;
using static Sockeye.FunctionalTests.Importing.Differential.Systems.SystemUsers;

namespace Sockeye.FunctionalTests.Importing.Differential.Rows;

/// <summary>Who logs in, and how.</summary>
internal static class UserRows
{
    private static readonly Fate RefusedByPair = Fate.LoginRefused("01 FF");
    private static readonly Fate Refused = Fate.LoginRefused("01 01");
    private static readonly Fate NoMethod = Fate.LoginRefused("05 FF");

    public static IEnumerable<Row> All =>
    [
        Login("the right password", SocksVisit.LoginOf(Alice), Fate.Served),
        Login("a wrong password", Socks5Messages.Login(Alice, "not-the-right-one"), RefusedByPair, Refused),
        Login("an empty password", Socks5Messages.Login(Alice, ""), RefusedByPair, Refused),
        Login("an empty name", Socks5Messages.Login("", Password), RefusedByPair, Refused),
        Login("an unknown user", Socks5Messages.Login("nobody", Password), RefusedByPair, Refused),
        Login("the name in capitals", Socks5Messages.Login("ALICE", Password), RefusedByPair, Refused),
        Login("a password of 255 bytes", SocksVisit.LoginOf(LongPassword), Fate.Served),
        Login("a password with colons", SocksVisit.LoginOf(ColonInPassword), Fate.Served),
        Login("a name and a password that are not ASCII", SocksVisit.LoginOf(NotAscii), Fate.Served),
        Login("the password whose hash the file has", Socks5Messages.Login(Hashed, HashedPassword), RefusedByPair, Fate.Served),
        Login("the hash that the file has, as the password", SocksVisit.LoginOf(Hashed), Fate.Served, Refused),
        Greeting("only \"no login\" offered", Socks5Messages.Greeting(0), NoMethod),
        Greeting("only GSSAPI offered", Socks5Messages.Greeting(1), NoMethod),
        Greeting("the password method offered among others", Socks5Messages.Greeting(0, 1, 0x80, 2), Fate.Served),
        Greeting("no method offered", Socks5Messages.Greeting(), NoMethod),
    ];

    private static Row Login(string name, byte[] login, Fate pair, Fate? sockeye = null) =>
        new(name, around => new SocksVisit { Login = login, Request = ToEcho(around) }, pair, sockeye ?? pair);

    private static Row Greeting(string name, byte[] greeting, Fate both) =>
        new(name, around => new SocksVisit { Greeting = greeting, Request = ToEcho(around) }, both);

    private static byte[] ToEcho(Surroundings around) => Socks5Messages.Request("127.0.0.1", around.Echo.Port);
}
