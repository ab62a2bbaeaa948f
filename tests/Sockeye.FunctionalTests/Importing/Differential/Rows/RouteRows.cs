using Sockeye.FunctionalTests.Importing.Differential.Visits;
using Sockeye.FunctionalTests.Testing.Clients;
using static Sockeye.FunctionalTests.Importing.Differential.Systems.SystemUsers;

namespace Sockeye.FunctionalTests.Importing.Differential.Rows;

/// <summary>Where the rules send a user.</summary>
internal static class RouteRows
{
    public static IEnumerable<Row> All =>
    [
        Of("a user with a rule to an external proxy", Upstream, Fate.ServedByUpstream, Fate.ServedByUpstream),
        Of("a user whom a rule names by his e-mail address", UpstreamByEmail, Fate.Served, Fate.ServedByUpstream),
        Of("a user whose external proxy is down", UpstreamDown, Fate.AcceptedInVain, Fate.RequestRefused("reply 01")),
        Of("a user with a rule to a blackhole", Blackhole, Fate.AcceptedInVain, Fate.RequestRefused("reply 02")),
        Of("a user with a rule to an outbound that nothing defines", Undefined, Fate.Served, Fate.RequestRefused("reply 01")),
    ];

    private static Row Of(string name, string user, Fate pair, Fate sockeye) => new(
        name,
        around => new SocksVisit { Login = SocksVisit.LoginOf(user), Request = Socks5Messages.Request("127.0.0.1", around.Echo.Port) },
        pair,
        sockeye);
}
