using System.Net;
using Sockeye.Core;
using Sockeye.Engine.Authentication;
using static Sockeye.Tests.Authentication.AuthenticatorHarness;

namespace Sockeye.Tests.Authentication;

public sealed class AuthenticatorCacheTests
{
    [Fact]
    public async Task SecondLogin_SameCredentials_CompletesAtOnceWithoutAHash()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));
        await harness.LoginAsync("alice", "pw");

        var second = harness.Authenticator.AuthenticateAsync(new Credentials("alice", "pw"u8.ToArray()), IPAddress.Parse("203.0.113.9"), TestContext.Current.CancellationToken);

        second.IsCompletedSuccessfully.ShouldBeTrue();
        (await second).User!.Name.ShouldBe("alice");
        harness.Hasher.Calls.Count.ShouldBe(1);
        harness.Authenticator.CacheHits.ShouldBe(1);
    }

    [Fact]
    public async Task SecondLogin_SameCredentials_AllocatesNothing()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));
        await harness.LoginAsync("alice", "pw");
        var credentials = new Credentials("alice", "pw"u8.ToArray());
        var cancellation = TestContext.Current.CancellationToken;
        Login();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Login();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Login()
        {
            var login = harness.Authenticator.AuthenticateAsync(credentials, IPAddress.Loopback, cancellation);
            if (!login.IsCompletedSuccessfully)
                Assert.Fail("not from memory");
        }
    }

    [Fact]
    public async Task WrongPassword_AfterARightOne_IsHashedAndRefusedEachTime()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));
        await harness.LoginAsync("alice", "pw");

        (await harness.LoginAsync("alice", "wrong")).IsAccepted.ShouldBeFalse();
        (await harness.LoginAsync("alice", "wrong")).IsAccepted.ShouldBeFalse();

        harness.Hasher.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task ChangedPassword_OldOne_IsHashedAndRefused()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));
        await harness.LoginAsync("alice", "pw");

        harness.Users.Replace(User("alice", "new") with { PasswordVersion = 2 });

        (await harness.LoginAsync("alice", "pw")).IsAccepted.ShouldBeFalse();
        (await harness.LoginAsync("alice", "new")).IsAccepted.ShouldBeTrue();
        harness.Hasher.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task ChangedVersionOnly_SamePassword_IsHashedAgain()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));
        await harness.LoginAsync("alice", "pw");

        harness.Users.Replace(User("alice", "pw") with { PasswordVersion = 2 });

        (await harness.LoginAsync("alice", "pw")).IsAccepted.ShouldBeTrue();
        harness.Hasher.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task DisabledUser_RememberedLogin_IsHashedAndRefused()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));
        await harness.LoginAsync("alice", "pw");

        harness.Users.Replace(User("alice", "pw") with { Enabled = false });

        harness.Authenticator.RememberedLogins.ShouldBe(0);
        (await harness.LoginAsync("alice", "pw")).IsAccepted.ShouldBeFalse();
        harness.Hasher.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task DisabledAndEnabledUser_RememberedLogin_IsForgotten()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));
        await harness.LoginAsync("alice", "pw");

        harness.Users.Replace(User("alice", "pw") with { Enabled = false });
        harness.Users.Replace(User("alice", "pw"));

        (await harness.LoginAsync("alice", "pw")).IsAccepted.ShouldBeTrue();
        harness.Hasher.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task ExpiringUser_RememberedLogin_EndsAtThatMoment()
    {
        using var harness = new AuthenticatorHarness();
        harness.Users.Replace(User("alice", "pw") with { ExpiresAt = harness.Time.GetUtcNow().AddHours(1) });
        await harness.LoginAsync("alice", "pw");

        harness.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        (await harness.LoginAsync("alice", "pw")).IsAccepted.ShouldBeTrue();
        harness.Hasher.Calls.Count.ShouldBe(1);

        harness.Time.Advance(TimeSpan.FromTicks(1));
        (await harness.LoginAsync("alice", "pw")).IsAccepted.ShouldBeFalse();
        harness.Hasher.Calls.Count.ShouldBe(2);
        harness.Authenticator.RememberedLogins.ShouldBe(0);
    }

    [Fact]
    public async Task ChangeOfAnotherUser_RememberedLogin_Stays()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"), User("bob", "pw"));
        await harness.LoginAsync("alice", "pw");

        harness.Users.Replace(User("alice", "pw"), User("bob", "other") with { PasswordVersion = 2 });

        (await harness.LoginAsync("alice", "pw")).IsAccepted.ShouldBeTrue();
        harness.Hasher.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task PasswordChangedWhileHashing_OldPassword_IsRefusedAndNotRemembered()
    {
        using var harness = new AuthenticatorHarness(User("alice", "pw"));
        harness.Hasher.Hold();
        var login = harness.LoginAsync("alice", "pw");
        await harness.Hasher.StartedAsync();

        harness.Users.Replace(User("alice", "new") with { PasswordVersion = 2 });
        harness.Hasher.ReleaseAll();

        (await login).IsAccepted.ShouldBeFalse();
        harness.Authenticator.RememberedLogins.ShouldBe(0);
    }

    [Fact]
    public async Task PasswordChangedWhileHashing_NewPassword_DoesNotJoinTheOldHash()
    {
        using var harness = new AuthenticatorHarness(User("alice", "old"));
        harness.Hasher.Hold();
        var early = harness.LoginAsync("alice", "new");
        await harness.Hasher.StartedAsync();

        harness.Users.Replace(User("alice", "new") with { PasswordVersion = 2 });
        var late = harness.LoginAsync("alice", "new");
        harness.Hasher.ReleaseAll();

        (await early).IsAccepted.ShouldBeFalse();
        (await late).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void Cache_MoreLoginsThanItHolds_ForgetsTheLongestUnused()
    {
        var alice = User("alice", "pw");
        var cache = new VerifiedLoginCache(8);
        var key = CredentialFingerprint.NewKey();
        var prints = Enumerable.Range(0, 100).Select(i => CredentialFingerprint.Of(key, new Credentials("alice", [(byte)i]))).ToArray();

        foreach (var print in prints)
        {
            cache.Add(print, alice);
            cache.Count.ShouldBeLessThanOrEqualTo(8);

            // The first is in use all the time.
            cache.Contains(prints[0], alice).ShouldBeTrue();
        }

        cache.Contains(prints[50], alice).ShouldBeFalse();
        cache.Contains(prints[99], alice).ShouldBeTrue();
    }

    [Fact]
    public void Fingerprint_SameBytesSplitElsewhere_Differs()
    {
        var key = CredentialFingerprint.NewKey();
        var print = CredentialFingerprint.Of(key, new Credentials("ab", "c"u8.ToArray()));

        CredentialFingerprint.Of(key, new Credentials("ab", "c"u8.ToArray())).ShouldBe(print);
        CredentialFingerprint.Of(key, new Credentials("a", "bc"u8.ToArray())).ShouldNotBe(print);
        CredentialFingerprint.Of(CredentialFingerprint.NewKey(), new Credentials("ab", "c"u8.ToArray())).ShouldNotBe(print);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(539)]
    [InlineData(540)]
    [InlineData(541)]
    [InlineData(20_000)]
    public void Fingerprint_OfAnyLength_DependsOnTheLastByte(int passwordBytes)
    {
        var key = CredentialFingerprint.NewKey();
        var password = new byte[passwordBytes];
        var print = CredentialFingerprint.Of(key, new Credentials("", [.. password]));
        password[^1] = 1;

        CredentialFingerprint.Of(key, new Credentials("", [.. password])).ShouldNotBe(print);
    }
}
