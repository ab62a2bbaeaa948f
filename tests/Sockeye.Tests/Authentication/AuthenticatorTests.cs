using System.Net;
using Sockeye.Core;
using Sockeye.Engine.Authentication;
using static Sockeye.Tests.Authentication.AuthenticatorHarness;

namespace Sockeye.Tests.Authentication;

public sealed class AuthenticatorTests
{
    [Fact]
    public async Task Login_RightPassword_IsAcceptedAsThatUser()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"), User("bob", "pw"));

        var result = await harness.LoginAsync("alice", "pw");

        result.Outcome.ShouldBe(AuthenticationOutcome.Accepted);
        result.User!.Name.ShouldBe("alice");
    }

    [Theory]
    [InlineData("alice", "wrong", "hash:pw")]
    [InlineData("alice", "", "hash:pw")]
    [InlineData("Alice", "pw", "decoy")]
    [InlineData("nobody", "pw", "decoy")]
    [InlineData("", "pw", "decoy")]
    public async Task Login_WrongNameOrPassword_IsRefusedAfterExactlyOneHash(string name, string password, string hash)
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));

        (await harness.LoginAsync(name, password)).Outcome.ShouldBe(AuthenticationOutcome.Refused);

        harness.Hasher.Calls.ShouldBe([(password, hash)]);
        harness.Authenticator.HashesDone.ShouldBe(1);
    }

    [Fact]
    public async Task Login_DecoyHashHappensToFit_IsStillRefused()
    {
        using var harness = new AuthenticatorHarness();
        var hasher = new FittingDecoyHasher();
        using var authenticator = new Authenticator(harness.Users, hasher, new AuthenticationOptions { HashingThreads = 1 }, harness.Time);

        var result = await authenticator.AuthenticateAsync(new Credentials("nobody", "x"u8.ToArray()), IPAddress.Loopback, TestContext.Current.CancellationToken);

        result.Outcome.ShouldBe(AuthenticationOutcome.Refused);
    }

    [Fact]
    public async Task Login_DisabledUserWithRightPassword_IsRefusedAfterOneHash()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw") with { Enabled = false });

        (await harness.LoginAsync("alice", "pw")).Outcome.ShouldBe(AuthenticationOutcome.Refused);

        harness.Hasher.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Login_ExpiredUserWithRightPassword_IsRefusedAfterOneHash()
    {
        using var harness = new AuthenticatorHarness();
        harness.Users.Replace(User("alice", "pw") with { ExpiresAt = harness.Time.GetUtcNow() });

        (await harness.LoginAsync("alice", "pw")).Outcome.ShouldBe(AuthenticationOutcome.Refused);

        harness.Hasher.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Login_PasswordLongerThanSocksCarries_CostsADecoyAndIsRefused()
    {
        var password = new string('x', 256);
        using var harness = new AuthenticatorHarness(User("alice", password));

        (await harness.LoginAsync("alice", password)).Outcome.ShouldBe(AuthenticationOutcome.Refused);

        harness.Hasher.Calls.Single().Hash.ShouldBe("decoy");
    }

    [Fact]
    public async Task Login_HashOfAnOldKind_IsReplacedAfterTheAnswer()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw") with { PasswordHash = ControlledHasher.OldHashOf("pw") });

        (await harness.LoginAsync("alice", "pw")).IsAccepted.ShouldBeTrue();

        await harness.Hasher.RehashedAsync();
        harness.Hasher.Rehashes.ShouldBe(["alice"]);
    }

    [Fact]
    public async Task Login_DisabledUserWithAnOldKind_IsNotReplaced()
    {
        using var harness = new AuthenticatorHarness(
            User("alice", "pw") with { PasswordHash = ControlledHasher.OldHashOf("pw"), Enabled = false }, User("bob", "pw"));

        (await harness.LoginAsync("alice", "pw")).IsAccepted.ShouldBeFalse();

        // One thread: bob's answer comes behind everything that belongs to alice's.
        (await harness.LoginAsync("bob", "pw")).IsAccepted.ShouldBeTrue();
        harness.Hasher.Rehashes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Login_HasherThrows_FailsThatLoginAndNoOther()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));
        harness.Hasher.Fault = new InvalidOperationException("broken");

        await Should.ThrowAsync<InvalidOperationException>(() => harness.LoginAsync("alice", "pw"));

        harness.Hasher.Fault = null;
        (await harness.LoginAsync("alice", "pw")).IsAccepted.ShouldBeTrue();
        harness.Authenticator.WaitingLogins.ShouldBe(0);
    }

    [Fact]
    public async Task Login_AfterAHash_ContinuesOnThreadPool()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));
        var isPoolThread = harness.Authenticator.AuthenticateAsync(new Credentials("alice", "pw"u8.ToArray()), IPAddress.Loopback, TestContext.Current.CancellationToken).AsTask()
            .ContinueWith(_ => Thread.CurrentThread.IsThreadPoolThread, TestContext.Current.CancellationToken, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        (await isPoolThread).ShouldBeTrue();
    }

    [Fact]
    public async Task Dispose_LoginsInLine_AreToldThereIsNoRoom()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));
        var occupant = await harness.OccupyAsync();
        var inLine = harness.LoginAsync("alice", "pw");

        var disposing = Task.Run(harness.Authenticator.Dispose, TestContext.Current.CancellationToken);
        (await inLine).Outcome.ShouldBe(AuthenticationOutcome.Overloaded);
        harness.Hasher.ReleaseAll();
        await disposing.WaitAsync(TestLimits.Event, TestContext.Current.CancellationToken);

        (await occupant).Outcome.ShouldBe(AuthenticationOutcome.Refused);
        (await harness.LoginAsync("alice", "pw")).Outcome.ShouldBe(AuthenticationOutcome.Overloaded);
        harness.Users.HasSubscribers.ShouldBeFalse();
    }

    [Fact]
    public void Constructor_OptionsThatCannotWork_AreRefused()
    {
        using var harness = new AuthenticatorHarness();
        Should.Throw<ArgumentOutOfRangeException>(
            () => new Authenticator(harness.Users, harness.Hasher, new AuthenticationOptions { HashingThreads = 0 }, harness.Time));
    }

    private sealed class FittingDecoyHasher : IPasswordHasher
    {
        public string DecoyHash => "decoy";

        public PasswordVerification Verify(ReadOnlySpan<byte> password, string storedHash) => PasswordVerification.SucceededRehashNeeded;

        public void Rehash(User user, ReadOnlySpan<byte> password) => throw new InvalidOperationException("there is nobody to hash for");
    }
}
