using Sockeye.Engine.Authentication;
using Sockeye.Engine.Sessions;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Sessions;

/// <summary>A user who may no longer be here takes his open sessions with him, whatever they are doing.</summary>
public sealed class RevocationTests : IAsyncLifetime
{
    private readonly SessionHarness _engine = new();

    public RevocationTests() => _engine.Users.Changed += () => _engine.Registry.EndRevoked(_engine.Users.Current);

    public static TheoryData<string> Revocations => ["removed", "disabled", "password", "expired"];

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Theory]
    [MemberData(nameof(Revocations))]
    public async Task Revoked_WhileRelaying_EndsHisSessionsAndNoOthers(string how)
    {
        var alice = _engine.Connect();
        await alice.OpenAsync();
        var bob = _engine.Connect();
        await bob.LogInAsync("bob");

        _engine.Users.Change("alice", Revoke(how));
        (await alice.EndAsync()).ShouldBe(SessionEndReason.UserRevoked);
        bob.Session.EndReason.ShouldBe(SessionEndReason.None);
    }

    [Theory]
    [MemberData(nameof(Revocations))]
    public async Task Revoked_WhileTheLoginWasUnderWay_IsFoundByTheNextLook(string how)
    {
        var client = _engine.Connect();
        await client.LogInAsync();
        var users = new UserTable(_engine.Users.Current.Users.Select(u => u.Name == "alice" ? Revoke(how)(u) : u));
        _engine.Registry.Sweep(_engine.Timeouts, users, _engine.Clock.Tick());
        (await client.EndAsync()).ShouldBe(SessionEndReason.UserRevoked);
    }

    [Fact]
    public async Task Revoked_WhileItDials_EndsTheDial()
    {
        _engine.Outbound.Gate = new TaskCompletionSource().Task;
        var client = _engine.Connect();
        await client.LogInAsync();
        await client.SendAsync(Socks5Bytes.Connect("target.test", 80));
        await _engine.Outbound.Dialled.Task.Limited();
        _engine.Users.Change("alice", Revoke("disabled"));
        (await client.EndAsync()).ShouldBe(SessionEndReason.UserRevoked);
    }

    [Fact]
    public async Task Expiry_Comes_EndsTheSessionAtThatMoment()
    {
        _engine.Users.Change("alice", user => user with { ExpiresAt = _engine.Time.GetUtcNow() + TimeSpan.FromSeconds(90) });
        var client = _engine.Connect();
        await client.OpenAsync();
        _engine.Pass(TimeSpan.FromSeconds(89));
        client.Session.EndReason.ShouldBe(SessionEndReason.None);
        _engine.Pass(TimeSpan.FromSeconds(1));
        (await client.EndAsync()).ShouldBe(SessionEndReason.UserRevoked);
    }

    [Fact]
    public async Task Expiry_PutOffMeanwhile_EndsNothing()
    {
        _engine.Users.Change("alice", user => user with { ExpiresAt = _engine.Time.GetUtcNow() + TimeSpan.FromSeconds(90) });
        var client = _engine.Connect();
        await client.OpenAsync();
        _engine.Users.Change("alice", user => user with { ExpiresAt = null });
        _engine.Pass(TimeSpan.FromSeconds(100));
        client.Session.EndReason.ShouldBe(SessionEndReason.None);
    }

    [Fact]
    public async Task Rehash_OfTheSamePassword_EndsNothing()
    {
        var client = _engine.Connect();
        await client.OpenAsync();
        _engine.Users.Change("alice", user => user with { PasswordHash = "a better hash", Email = "alice@example.com" });
        client.Session.EndReason.ShouldBe(SessionEndReason.None);
    }

    [Fact]
    public async Task CommandsTakenAway_BetweenLoginAndRequest_RefuseTheRequest()
    {
        var client = _engine.Connect();
        await client.LogInAsync();
        _engine.Users.Change("alice", user => user with { Commands = UserCommands.Udp });
        await client.SendAsync(Socks5Bytes.Connect("target.test", 80));
        await client.ExpectAsync("05 02 00 01 00 00 00 00 00 00");
        client.Channel.Abort();
        (await client.EndAsync()).ShouldBe(SessionEndReason.CommandNotAllowed);
        _engine.Outbound.Dials.ShouldBeEmpty();
    }

    [Fact]
    public async Task Upstream_GivenBetweenLoginAndRequest_IsTaken()
    {
        var client = _engine.Connect();
        await client.LogInAsync();
        _engine.Users.Change("alice", user => user with { Upstream = "away" });
        await client.SendAsync(Socks5Bytes.Connect("target.test", 80));
        await client.ExpectAsync("05 01 00 01 00 00 00 00 00 00"); // there is none of that name: never silently direct
        client.Channel.Abort();
        (await client.EndAsync()).ShouldBe(SessionEndReason.DialFailed);
        _engine.Outbound.Dials.ShouldBeEmpty();
    }

    private static Func<User, User> Revoke(string how) => user => how switch
    {
        "removed" => user with { Name = "somebody else" },
        "disabled" => user with { Enabled = false },
        "password" => user with { PasswordVersion = user.PasswordVersion + 1 },
        _ => user with { ExpiresAt = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero) },
    };
}
