using System.Net;
using Sockeye.Engine.Authentication;
using static Sockeye.Tests.Authentication.AuthenticatorHarness;

namespace Sockeye.Tests.Authentication;

public sealed class HashQueueTests
{
    private const string A = "192.0.2.1";
    private const string B = "192.0.2.2";
    private const string C = "192.0.2.3";

    [Fact]
    public async Task Line_SeveralSources_IsServedInTurns()
    {
        using var harness = new AuthenticatorHarness();
        var logins = new List<Task<AuthenticationResult>> { await harness.OccupyAsync() };
        foreach (var (password, source) in new[] { ("a1", A), ("a2", A), ("a3", A), ("a4", A), ("b1", B), ("b2", B), ("c1", C) })
            logins.Add(harness.LoginAsync("nobody", password, source));
        harness.Authenticator.QueueLength.ShouldBe(7);

        harness.Hasher.ReleaseAll();
        await Task.WhenAll(logins);

        harness.Hasher.Calls.Skip(1).Select(call => call.Password).ShouldBe(["a1", "b1", "c1", "a2", "b2", "a3", "a4"]);
        harness.Authenticator.QueueLength.ShouldBe(0);
    }

    [Fact]
    public async Task EqualLogins_InFlight_AreHashedOnce()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));
        harness.Hasher.Hold();
        var logins = new List<Task<AuthenticationResult>> { harness.LoginAsync("alice", "pw") };
        await harness.Hasher.StartedAsync();

        // More than a source may hash: who joins costs no hash.
        for (var i = 0; i < 100; i++)
            logins.Add(harness.LoginAsync("alice", "pw", i % 2 == 0 ? A : B));
        harness.Authenticator.QueueLength.ShouldBe(0);
        harness.Authenticator.WaitingLogins.ShouldBe(101);
        harness.Hasher.ReleaseAll();

        (await Task.WhenAll(logins)).ShouldAllBe(result => result.IsAccepted);
        harness.Hasher.Calls.Count.ShouldBe(1);
        harness.Authenticator.WaitingLogins.ShouldBe(0);
    }

    [Fact]
    public async Task EqualLogins_OfTwoThousandConnectionsOfOneAddressAtOnce_AllFindRoom()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));
        harness.Hasher.Hold();
        var first = harness.LoginAsync("alice", "pw", A);
        await harness.Hasher.StartedAsync();
        var joiners = Enumerable.Range(0, 2000).Select(_ => harness.LoginAsync("alice", "pw", A)).ToList();
        harness.Hasher.ReleaseAll();

        (await Task.WhenAll([first, .. joiners])).ShouldAllBe(result => result.IsAccepted);
        harness.Hasher.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Joiners_MoreThanASourceMayHaveWaiting_AreTurnedAway()
    {
        using var harness = new AuthenticatorHarness(new AuthenticationOptions { HashingThreads = 1, MaxWaitingPerSource = 3 }, User("alice", "pw"));
        var occupant = await harness.OccupyAsync();
        var logins = Enumerable.Range(0, 4).Select(_ => harness.LoginAsync("alice", "pw", A)).ToList();

        (await logins[3]).Outcome.ShouldBe(AuthenticationOutcome.Overloaded);
        var other = harness.LoginAsync("alice", "pw", B);
        harness.Hasher.ReleaseAll();

        (await Task.WhenAll(logins[..3])).ShouldAllBe(result => result.IsAccepted);
        (await other).IsAccepted.ShouldBeTrue();
        await occupant;
        harness.Authenticator.Overloads.ShouldBe(1);
    }

    [Fact]
    public async Task Source_WithItsShareInLine_IsTurnedAwayAndOthersAreNot()
    {
        using var harness = new AuthenticatorHarness(new AuthenticationOptions { HashingThreads = 1, MaxHashesPerSource = 2 }, User("alice", "pw"));
        await harness.OccupyAsync();
        _ = harness.LoginAsync("nobody", "1", A);
        _ = harness.LoginAsync("nobody", "2", A);

        (await harness.LoginAsync("nobody", "3", A)).Outcome.ShouldBe(AuthenticationOutcome.Overloaded);
        var other = harness.LoginAsync("alice", "pw", B);
        harness.Hasher.ReleaseAll();

        (await other).IsAccepted.ShouldBeTrue();
        (await harness.LoginAsync("alice", "pw", A)).IsAccepted.ShouldBeTrue();
    }

    [Theory]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::1", false)]
    public void Source_OfAnAddress_IsTheIPv4AddressOrTheIPv6Subnet(string one, string other, bool same) =>
        (SourceNetwork.Of(IPAddress.Parse(one)) == SourceNetwork.Of(IPAddress.Parse(other))).ShouldBe(same);

    [Fact]
    public async Task FullLine_NewSource_TakesThePlaceOfTheLongest()
    {
        using var harness = new AuthenticatorHarness(new AuthenticationOptions { HashingThreads = 1, MaxHashes = 4, MaxHashesPerSource = 3 }, User("alice", "pw"));
        await harness.OccupyAsync();
        var greedy = new[] { "1", "2", "3" }.Select(password => harness.LoginAsync("nobody", password, A)).ToList();

        var modest = harness.LoginAsync("alice", "pw", B);
        (await greedy[2]).Outcome.ShouldBe(AuthenticationOutcome.Overloaded);
        harness.Hasher.ReleaseAll();

        (await modest).IsAccepted.ShouldBeTrue();
        (await Task.WhenAll(greedy[..2])).ShouldAllBe(result => result.Outcome == AuthenticationOutcome.Refused);
    }

    [Fact]
    public async Task FullLine_EvenShares_TurnsTheNewcomerAway()
    {
        using var harness = new AuthenticatorHarness(new AuthenticationOptions { HashingThreads = 1, MaxHashes = 3 });
        await harness.OccupyAsync();
        var first = harness.LoginAsync("nobody", "1", A);
        var second = harness.LoginAsync("nobody", "2", B);

        (await harness.LoginAsync("nobody", "3", C)).Outcome.ShouldBe(AuthenticationOutcome.Overloaded);
        harness.Hasher.ReleaseAll();

        (await first).Outcome.ShouldBe(AuthenticationOutcome.Refused);
        (await second).Outcome.ShouldBe(AuthenticationOutcome.Refused);
    }

    [Fact]
    public async Task Cancellation_InLine_LeavesItWithoutAHash()
    {
        using var harness = new AuthenticatorHarness(new AuthenticationOptions { HashingThreads = 1, MaxHashesPerSource = 1 }, User("alice", "pw"));
        var occupant = await harness.OccupyAsync();
        using var cancellation = new CancellationTokenSource();
        var cancelled = harness.CancellableLoginAsync("nobody", "gone", A, cancellation.Token);
        harness.Authenticator.QueueLength.ShouldBe(1);

        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        harness.Authenticator.QueueLength.ShouldBe(0);
        harness.Authenticator.WaitingLogins.ShouldBe(1);

        // The place is free again.
        var next = harness.LoginAsync("alice", "pw", A);
        harness.Hasher.ReleaseAll();
        (await next).IsAccepted.ShouldBeTrue();
        await occupant;
        harness.Hasher.Calls.ShouldNotContain(call => call.Password == "gone");
    }

    [Fact]
    public async Task Cancellation_OfTheFirstOfTwoEqualLogins_LeavesTheOther()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));
        await harness.OccupyAsync();
        using var cancellation = new CancellationTokenSource();
        var first = harness.CancellableLoginAsync("alice", "pw", A, cancellation.Token);
        var second = harness.LoginAsync("alice", "pw", B);

        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        harness.Hasher.ReleaseAll();

        (await second).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Cancellation_WhileHashing_GivesThePlaceBackAtTheEnd()
    {
        using var harness = new AuthenticatorHarness(new AuthenticationOptions { HashingThreads = 1, MaxHashesPerSource = 1 }, User("alice", "pw"));
        harness.Hasher.Hold();
        using var cancellation = new CancellationTokenSource();
        var cancelled = harness.CancellableLoginAsync("nobody", "x", A, cancellation.Token);
        await harness.Hasher.StartedAsync();

        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        (await harness.LoginAsync("alice", "pw", A)).Outcome.ShouldBe(AuthenticationOutcome.Overloaded);

        var other = harness.LoginAsync("alice", "pw", B);
        harness.Hasher.ReleaseAll();
        (await other).IsAccepted.ShouldBeTrue();
        (await harness.LoginAsync("nobody", "y", A)).Outcome.ShouldBe(AuthenticationOutcome.Refused);
    }

    [Fact]
    public async Task Cancellation_BeforeTheCall_IsACancelledLogin()
    {
        using var harness = new AuthenticatorHarness();
        await harness.OccupyAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => harness.CancellableLoginAsync("nobody", "x", A, new CancellationToken(true)));

        harness.Authenticator.QueueLength.ShouldBe(0);
    }

    [Fact]
    public async Task Logins_FromManyThreads_LeaveNothingBehind()
    {
        using var harness = new AuthenticatorHarness(new AuthenticationOptions { HashingThreads = 2, MaxHashes = 16, MaxHashesPerSource = 3 }, User("alice", "pw"));
        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), async (i, _) =>
        {
            using var cancellation = new CancellationTokenSource();
            var login = harness.CancellableLoginAsync("alice", i % 7 == 0 ? "pw" : $"wrong{i % 20}", $"192.0.2.{i % 13}", cancellation.Token);
            if (i % 3 == 0)
                await cancellation.CancelAsync();
            try
            {
                var outcome = (await login).Outcome;
                if (i % 7 != 0)
                    outcome.ShouldNotBe(AuthenticationOutcome.Accepted);
                else
                    outcome.ShouldNotBe(AuthenticationOutcome.Refused);
            }
            catch (OperationCanceledException)
            {
                (i % 3).ShouldBe(0);
            }
        });

        harness.Authenticator.WaitingLogins.ShouldBe(0);
        harness.Authenticator.QueueLength.ShouldBe(0);
    }
}
