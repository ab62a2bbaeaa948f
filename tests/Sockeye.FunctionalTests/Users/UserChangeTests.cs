using System.Diagnostics;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Users;

/// <summary>Changes of users in a running server: seen within a second, open sessions included.</summary>
public sealed class UserChangeTests(SockeyeFixture<OpenSsl> fixture) : SharedServerTest<OpenSsl>(fixture)
{
    // One second is promised; the rest is for the test's own machine.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Remove_EndsTheUsersOpenSessionsWithinASecond() => await AssertEndsSessionAsync("removed", "remove");

    [Fact]
    public async Task Disable_EndsTheUsersOpenSessionsWithinASecond() => await AssertEndsSessionAsync("disabled", "disable");

    [Fact]
    public async Task ExpirySetToThePast_EndsTheUsersOpenSessionsWithinASecond() =>
        await AssertEndsSessionAsync("expired", "set", options: ["--expires", "2020-01-01"]);

    [Fact]
    public async Task Password_ChangedWhileASessionIsOpen_EndsItWithinASecond() =>
        await AssertEndsSessionAsync("changed", "password", "another-good-password\n", "--password-stdin");

    [Fact]
    public async Task Expiry_WhenItsTimeComes_EndsOpenSessionsWithinASecond()
    {
        var (connection, _) = await OpenSessionAsync("expiring");
        var at = DateTimeOffset.UtcNow.AddSeconds(3);
        await Server.Command.DoAsync("user", "set", "expiring", "--expires", at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", null));

        await connection.WaitForEndAsync();

        (DateTimeOffset.UtcNow - at).ShouldBeInRange(TimeSpan.FromSeconds(-1), Promised);
        await Server.WaitForAccessLineAsync(" expiring .*UserRevoked");
    }

    [Fact]
    public async Task Add_WhileTheServerRuns_IsSeenWithinASecond()
    {
        await Server.Command.AddUserAsync("late", "late-but-welcome");
        var since = Stopwatch.StartNew();

        await Poll.UntilAsync(() => CanLogInAsync("late", "late-but-welcome"), "the new user logged in", Promised);

        since.Elapsed.ShouldBeLessThan(Promised);
    }

    [Fact]
    public async Task DisableThenEnable_LetsTheUserInAgain()
    {
        await Server.Command.AddUserAsync("twice", "twice-is-enough");
        await Server.Command.DoAsync("user", "disable", "twice");
        await Poll.UntilAsync(async () => !await CanLogInAsync("twice", "twice-is-enough"), "the disabled user refused", Promised);

        await Server.Command.DoAsync("user", "enable", "twice");

        await Poll.UntilAsync(() => CanLogInAsync("twice", "twice-is-enough"), "the enabled user logged in", Promised);
    }

    [Fact]
    public async Task Password_AfterAChange_OnlyTheNewOneOpens()
    {
        await Server.Command.AddUserAsync("renewed", "the-old-password");
        await Poll.UntilAsync(() => CanLogInAsync("renewed", "the-old-password"), "the user logged in", Promised);

        (await Server.Command.RunAsync(["user", "password", "renewed", "--password-stdin"], Server.Command.Secret("the-new-password") + "\n")).ShouldExit(0);

        await Poll.UntilAsync(() => CanLogInAsync("renewed", "the-new-password"), "the new password accepted", Promised);
        (await CanLogInAsync("renewed", "the-old-password")).ShouldBeFalse();
    }

    [Fact]
    public async Task AllowWithoutConnect_RefusesConnectWith02()
    {
        await Server.Command.AddUserAsync("datagrams", "only-datagrams-here", "--allow", "udp");
        await Poll.UntilAsync(() => CanLogInAsync("datagrams", "only-datagrams-here"), "the user logged in", Promised);

        var connection = await OwnAsync(Server.ConnectAsync());
        await connection.LogInAsync("datagrams", "only-datagrams-here");

        (await connection.RequestAsync(Socks5Messages.Request("localhost", 80))).Code.ShouldBe(2);
    }

    private async Task AssertEndsSessionAsync(string name, string verb, string? input = null, params string[] options)
    {
        var (connection, target) = await OpenSessionAsync(name);
        var other = await OwnAsync(Server.ConnectAsync());
        await other.ConnectAsync(User, Password, "localhost", target.Port);

        (await Server.Command.RunAsync(["user", verb, name, .. options], input)).ShouldExit(0);
        var since = Stopwatch.StartNew();
        await connection.WaitForEndAsync();

        since.Elapsed.ShouldBeLessThan(Promised);
        await Server.WaitForAccessLineAsync($" {name} .*UserRevoked");
        await other.SendAsync("untouched"u8.ToArray());
        (await other.ReadExactlyAsync(9)).ShouldBe("untouched"u8.ToArray());
    }

    private async Task<(ProxyConnection Connection, TargetServer Target)> OpenSessionAsync(string name)
    {
        var password = $"the-password-of-{name}";
        await Server.Command.AddUserAsync(name, password);
        await Poll.UntilAsync(() => CanLogInAsync(name, password), "the user logged in", Promised);
        var target = Own(Targets.Echo());
        var connection = await OwnAsync(Server.ConnectAsync());
        await connection.ConnectAsync(name, password, "localhost", target.Port);
        return (connection, target);
    }

    private async Task<bool> CanLogInAsync(string name, string password)
    {
        await using var connection = await Server.ConnectAsync();
        await connection.SendAsync((byte[])[.. Socks5Messages.Greeting(2), .. Socks5Messages.Login(name, password)]);
        return await connection.ReadExactlyAsync(4) is [5, 2, 1, 0];
    }
}
