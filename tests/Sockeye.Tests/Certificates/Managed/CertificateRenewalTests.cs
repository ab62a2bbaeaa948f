using Microsoft.Extensions.Time.Testing;
using Sockeye.Acme;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;

namespace Sockeye.Tests.Certificates.Managed;

public sealed class CertificateRenewalTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly LogCollector _log = new();
    private readonly MemoryCertificateStore _store = new();
    private readonly ScriptedIssuer _issuer;

    public CertificateRenewalTests() => _issuer = new ScriptedIssuer(_time);

    private static AcmeOptions Wish { get; } = new() { Tag = "main", Names = ["proxy.example", "www.proxy.example"] };

    [Fact]
    public async Task Try_NothingStored_IssuesAndStoresCertificateAndState()
    {
        var result = (await TryAsync()).ShouldBeOfType<RenewalResult.Issued>();

        result.Reason.ShouldBe(RenewalReason.Missing);
        StoredCertificate.TryRead(_store, "main", _time)!.Certificate.Leaf.Thumbprint.ShouldBe(result.Certificate.Leaf.Thumbprint);
        var state = CertificateState.Read(_store, "main");
        state.Directory.ShouldBe(Wish.Directory);
        (state.LastError, state.Failures, state.RetryAt).ShouldBe((null, 0, null));
        _issuer.LastReplaces.ShouldBe(false);
    }

    [Fact]
    public async Task Try_Fresh_IsNotDueBeforeTwoThirds()
    {
        await TryAsync();

        var plan = (await TryAsync()).ShouldBeOfType<RenewalResult.NotDue>().Plan;
        plan.Reason.ShouldBe(RenewalReason.Lifetime);
        plan.At.ShouldBeInRange(Start + TimeSpan.FromDays(58.1), Start + TimeSpan.FromDays(60));
        _issuer.Orders.ShouldBe(1);

        _time.SetUtcNow(plan.At);
        (await TryAsync()).ShouldBeOfType<RenewalResult.Issued>();
        _issuer.LastReplaces.ShouldBe(true, "the authority is told which one it replaces");
    }

    [Fact]
    public async Task Try_Forced_IssuesWhatIsNotDue()
    {
        await TryAsync();

        (await TryAsync(urgency: RenewalUrgency.Forced)).ShouldBeOfType<RenewalResult.Issued>().Reason.ShouldBe(RenewalReason.Asked);
    }

    [Theory]
    [InlineData("names")]
    [InlineData("fewer names")]
    [InlineData("directory")]
    [InlineData("profile")]
    [InlineData("key")]
    public async Task Try_ConfigurationWantsAnother_IssuesAtOnce(string what)
    {
        await TryAsync();
        var other = what switch
        {
            "names" => Wish with { Names = [.. Wish.Names, "new.proxy.example"] },
            "fewer names" => Wish with { Names = ["proxy.example"] },
            "directory" => Wish with { Directory = new Uri("https://other.example/directory") },
            "profile" => Wish with { Profile = "shortlived" },
            _ => Wish with { Key = AcmeKeyKind.Rsa2048 },
        };

        (await TryAsync(other)).ShouldBeOfType<RenewalResult.Issued>().Reason
            .ShouldBe(what.Contains("names", StringComparison.Ordinal) ? RenewalReason.NamesChanged : RenewalReason.WishChanged);
    }

    [Fact]
    public async Task Try_ImportedWildcardOfAnotherAuthority_ServesUntilTwoThirds()
    {
        var imported = _issuer.Leaf(Wish with { Names = ["*.example", "*.proxy.example", "more.example"] });
        _store.Write(StoredCertificate.DocumentOf("main"), StoredCertificate.Write(new(imported, [])));

        (await TryAsync()).ShouldBeOfType<RenewalResult.NotDue>().Plan.Reason.ShouldBe(RenewalReason.Lifetime);
    }

    [Fact]
    public async Task Try_Failed_KeepsTheOldOneAndGrowsItsPauses()
    {
        await TryAsync();
        var before = _store.TryRead(StoredCertificate.DocumentOf("main"));
        _time.Advance(TimeSpan.FromDays(61));
        _issuer.Fault = () => new AcmeException("the authority can't be reached");

        foreach (var minutes in new[] { 1, 5, 15 })
        {
            var failed = (await TryAsync()).ShouldBeOfType<RenewalResult.Failed>();
            failed.Reason.ShouldBe("the authority can't be reached");
            (failed.RetryAt - _time.GetUtcNow()).ShouldBeInRange(TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(minutes * 1.1), "up to a tenth longer by chance");
            (await TryAsync()).ShouldBeOfType<RenewalResult.NotDue>().LastError.ShouldBe("the authority can't be reached");
            _time.SetUtcNow(failed.RetryAt);
        }

        _store.TryRead(StoredCertificate.DocumentOf("main")).ShouldBe(before);
        _log.Lines.Count(l => l.Id == 4032).ShouldBe(3);
    }

    [Fact]
    public async Task Try_AuthorityAsksToBeLeftAlone_IsLeftAlone()
    {
        _issuer.Fault = () => new AcmeException("too many", retryAfter: TimeSpan.FromHours(30));

        var failed = (await TryAsync()).ShouldBeOfType<RenewalResult.Failed>();
        failed.RetryAt.ShouldBe(Start + TimeSpan.FromHours(30));
        (await TryAsync()).ShouldBeOfType<RenewalResult.NotDue>().Plan.At.ShouldBe(failed.RetryAt);
    }

    [Fact]
    public async Task Try_DuringAPause_APersonAndAMendedConfigurationDoNotWait()
    {
        _issuer.Fault = () => new ChallengeException("the zone can't be edited");
        await TryAsync();
        (await TryAsync()).ShouldBeOfType<RenewalResult.NotDue>();

        (await TryAsync(urgency: RenewalUrgency.NoPause)).ShouldBeOfType<RenewalResult.Failed>();
        (await TryAsync(Wish with { Email = "admin@proxy.example" })).ShouldBeOfType<RenewalResult.Failed>();
        _issuer.Orders.ShouldBe(3);
    }

    [Fact]
    public async Task Try_ProcessDiedInTheAttempt_ItsPauseHolds()
    {
        // The store as it is between the note and the end.
        _issuer.Gate = new TaskCompletionSource().Task;
        var hanging = TryAsync();
        var noted = CertificateState.Read(_store, "main");
        noted.Failures.ShouldBe(1);

        var after = new MemoryCertificateStore();
        noted.Write(after, "main");
        var restarted = new CertificateRenewal(after, _issuer, _time, _log);
        var plan = (await restarted.TryAsync(Wish, RenewalUrgency.Due, null, TestContext.Current.CancellationToken)).ShouldBeOfType<RenewalResult.NotDue>();
        plan.Plan.At.ShouldBeGreaterThan(Start);
        plan.LastError.ShouldNotBeNull().ShouldContain("did not end");
        hanging.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Try_Cancelled_CountsAsNoAttempt()
    {
        _issuer.Gate = new TaskCompletionSource().Task;
        using var stopping = new CancellationTokenSource();
        var renewal = new CertificateRenewal(_store, _issuer, _time, _log);
        var trying = renewal.TryAsync(Wish, RenewalUrgency.Due, null, stopping.Token);
        await stopping.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => trying);
        CertificateState.Read(_store, "main").ShouldBe(new CertificateState());
        _store.TryLock(StoredCertificate.LockOf("main")).ShouldNotBeNull("the lock is given back");
    }

    [Fact]
    public async Task Try_AnotherHasTheLock_IsBusyAndAsksNobody()
    {
        using var other = _store.TryLock(StoredCertificate.LockOf("main"));

        (await TryAsync()).ShouldBeOfType<RenewalResult.Busy>();
        _issuer.Orders.ShouldBe(0);
    }

    [Fact]
    public async Task Try_DiskFull_AsksNobody()
    {
        _store.Full = _ => true;

        (await TryAsync()).ShouldBeOfType<RenewalResult.Failed>().Reason.ShouldContain("No space left");
        _issuer.Orders.ShouldBe(0, "an order whose certificate can't be kept is a wasted one");
    }

    [Theory]
    [InlineData("certificates/main.pem")]
    [InlineData("certificates/main.json")]
    public async Task Try_DiskFullWhileIssuing_WritesTheCertificateSoonWithoutAnotherOrder(string document)
    {
        var renewal = new CertificateRenewal(_store, _issuer, _time, _log);
        _issuer.Asked = () => _store.Full = name => name == document;
        var failed = (await renewal.TryAsync(Wish, RenewalUrgency.Due, null, TestContext.Current.CancellationToken)).ShouldBeOfType<RenewalResult.Failed>();
        failed.Reason.ShouldBe($"{document} can't be written: No space left on device");

        for (var look = 0; look < 3; look++)
        {
            _time.SetUtcNow(failed.RetryAt);
            var again = (await renewal.TryAsync(Wish, RenewalUrgency.Due, null, TestContext.Current.CancellationToken)).ShouldBeOfType<RenewalResult.Failed>();
            (again.RetryAt - failed.RetryAt).ShouldBe(TimeSpan.FromSeconds(10));
            failed = again;
        }

        _log.Lines.Count(l => l.Id == 4032).ShouldBe(1, "a full disk is told once");

        _store.Full = null;
        var issued = (await renewal.TryAsync(Wish, RenewalUrgency.Due, null, TestContext.Current.CancellationToken)).ShouldBeOfType<RenewalResult.Issued>();
        issued.Reason.ShouldBe(RenewalReason.Missing);
        _issuer.Orders.ShouldBe(1);
        StoredCertificate.TryRead(_store, "main", _time)!.Certificate.Leaf.Thumbprint.ShouldBe(issued.Certificate.Leaf.Thumbprint);
        var state = CertificateState.Read(_store, "main");
        (state.Directory, state.IssuedAt, state.LastError, state.RetryAt).ShouldBe((Wish.Directory, _time.GetUtcNow(), null, null));
    }

    [Fact]
    public async Task Try_DiskFullWhileIssuingAndAnotherIssuedMeanwhile_KeepsTheOthers()
    {
        var renewal = new CertificateRenewal(_store, _issuer, _time, _log);
        _issuer.Asked = () => _store.Full = name => name == StoredCertificate.DocumentOf("main");
        await renewal.TryAsync(Wish, RenewalUrgency.Due, null, TestContext.Current.CancellationToken);
        _store.Full = null;
        _issuer.Asked = () => { };
        var other = (await TryAsync(urgency: RenewalUrgency.NoPause)).ShouldBeOfType<RenewalResult.Issued>();

        (await renewal.TryAsync(Wish, RenewalUrgency.Due, null, TestContext.Current.CancellationToken)).ShouldBeOfType<RenewalResult.NotDue>();
        StoredCertificate.TryRead(_store, "main", _time)!.Certificate.Leaf.Thumbprint.ShouldBe(other.Certificate.Leaf.Thumbprint);
    }

    [Fact]
    public async Task Try_DiskFullForLong_IsToldOnce()
    {
        var renewal = new CertificateRenewal(_store, _issuer, _time, _log);
        _store.Full = _ => true;
        for (var look = 0; look < 3; look++)
        {
            await renewal.TryAsync(Wish, RenewalUrgency.Due, null, TestContext.Current.CancellationToken);
        }

        _log.Lines.Where(l => l.Id == 4032).ShouldHaveSingleItem().Text.ShouldStartWith("main: no certificate: certificates/main.json can't be written: No space left on device; tried again at 2026-03-01 12:01:");
    }

    [Fact]
    public async Task Try_AttemptsOfAClockYearsAhead_LeaveNoTroubleOnceItIsRight()
    {
        await TryAsync();
        _time.SetUtcNow(Start + TimeSpan.FromDays(3650));
        _issuer.Fault = () => new AcmeException("its certificate has expired");
        (await TryAsync()).ShouldBeOfType<RenewalResult.Failed>();

        var right = new FakeTimeProvider(Start + TimeSpan.FromHours(1));
        var renewal = new CertificateRenewal(_store, new ScriptedIssuer(right), right, _log);
        var result = (await renewal.TryAsync(Wish, RenewalUrgency.Due, null, TestContext.Current.CancellationToken)).ShouldBeOfType<RenewalResult.NotDue>();

        result.LastError.ShouldBeNull();
        result.Plan.At.ShouldBeInRange(Start + TimeSpan.FromDays(58.1), Start + TimeSpan.FromDays(60));
    }

    [Fact]
    public async Task Try_AttemptOfAClockYearsBehind_IsTriedAgainAtOnceOnceItIsRight()
    {
        _issuer.Fault = () => new AcmeException("its certificate is not valid yet");
        await TryAsync();

        var right = new FakeTimeProvider(Start + TimeSpan.FromDays(3650));
        var renewal = new CertificateRenewal(_store, new ScriptedIssuer(right), right, _log);
        (await renewal.TryAsync(Wish, RenewalUrgency.Due, null, TestContext.Current.CancellationToken)).ShouldBeOfType<RenewalResult.Issued>();
    }

    [Fact]
    public async Task Try_IssuedForALaterClock_WarnsOfTheClock()
    {
        var authority = new FakeTimeProvider(Start + TimeSpan.FromDays(365));
        var renewal = new CertificateRenewal(_store, new ScriptedIssuer(authority), _time, _log);

        (await renewal.TryAsync(Wish, RenewalUrgency.Due, null, TestContext.Current.CancellationToken)).ShouldBeOfType<RenewalResult.Issued>();

        _log.Lines.ShouldContain(l => l.Id == 4034 && l.Text == "main: the new certificate is valid from 2027-03-01 12:00:00Z on only, by this machine's clock; set the clock");
    }

    [Fact]
    public async Task Try_StoredCertificateDamaged_IssuesAnother()
    {
        _store.Write(StoredCertificate.DocumentOf("main"), "-----BEGIN CERTIFICATE-----\nAAAA"u8);

        (await TryAsync()).ShouldBeOfType<RenewalResult.Issued>().Reason.ShouldBe(RenewalReason.Missing);
    }

    [Fact]
    public async Task Try_StateDamaged_IsLearnedAgain()
    {
        await TryAsync();
        _store.Write(CertificateState.DocumentOf("main"), "{ \"failures\": "u8);

        (await TryAsync()).ShouldBeOfType<RenewalResult.NotDue>();
    }

    [Fact]
    public async Task Try_PauseNotedByAWrongClock_DoesNotHoldForYears()
    {
        _time.SetUtcNow(Start + TimeSpan.FromDays(3650));
        _issuer.Fault = () => new AcmeException("its certificate has expired");
        await TryAsync();

        var right = new FakeTimeProvider(Start);
        var renewal = new CertificateRenewal(_store, new ScriptedIssuer(right), right, _log);
        (await renewal.TryAsync(Wish, RenewalUrgency.Due, null, TestContext.Current.CancellationToken)).ShouldBeOfType<RenewalResult.Issued>();
    }

    [Fact]
    public async Task Try_WindowOfTheAuthority_IsFollowed()
    {
        var window = new RenewalInfo(Start + TimeSpan.FromDays(10), Start + TimeSpan.FromDays(12), null, TimeSpan.FromHours(6));
        _issuer.Renewal = _ => window;
        await TryAsync();

        var plan = (await TryAsync()).ShouldBeOfType<RenewalResult.NotDue>();
        plan.Plan.Reason.ShouldBe(RenewalReason.Window);
        plan.Plan.At.ShouldBeInRange(window.Start, window.End);
        plan.LookAgain.ShouldBe(Start + TimeSpan.FromHours(6));

        await TryAsync();
        _issuer.RenewalQuestions.ShouldBe(1, "Retry-After is not over");
        _time.Advance(TimeSpan.FromHours(6));
        var again = (await TryAsync()).ShouldBeOfType<RenewalResult.NotDue>();
        _issuer.RenewalQuestions.ShouldBe(2);
        again.Plan.At.ShouldBe(plan.Plan.At, "the same window keeps the chosen moment");
    }

    [Fact]
    public async Task Try_WindowMovedIntoThePast_RenewsAtOnceAndFollowsTheNewOnesWindow()
    {
        _issuer.Renewal = _ => new RenewalInfo(Start + TimeSpan.FromDays(50), Start + TimeSpan.FromDays(60), null, TimeSpan.FromHours(1));
        var first = (await TryAsync()).ShouldBeOfType<RenewalResult.Issued>().Certificate.Leaf.Thumbprint;
        await TryAsync();

        // As when certificates are revoked by the thousand.
        _issuer.Renewal = c => c.Thumbprint == first
            ? new RenewalInfo(Start - TimeSpan.FromDays(2), Start - TimeSpan.FromDays(1), new Uri("https://authority.example/why"), null)
            : new RenewalInfo(Start + TimeSpan.FromDays(55), Start + TimeSpan.FromDays(56), null, null);
        _time.Advance(TimeSpan.FromHours(1));
        (await TryAsync()).ShouldBeOfType<RenewalResult.Issued>().Reason.ShouldBe(RenewalReason.Window);
        (await TryAsync()).ShouldBeOfType<RenewalResult.NotDue>().Plan.At.ShouldBeGreaterThan(Start + TimeSpan.FromDays(54));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("backwards")]
    [InlineData("unreachable")]
    public async Task Try_NoUsableWindow_FallsBackToTwoThirds(string what)
    {
        _issuer.Renewal = _ => what switch
        {
            "none" => null,
            "backwards" => new RenewalInfo(Start + TimeSpan.FromDays(2), Start + TimeSpan.FromDays(1), null, null),
            _ => throw new AcmeException("no answer"),
        };
        await TryAsync();

        (await TryAsync()).ShouldBeOfType<RenewalResult.NotDue>().Plan.Reason.ShouldBe(RenewalReason.Lifetime);
        await TryAsync();
        _issuer.RenewalQuestions.ShouldBe(1, "it is not asked again at each look");
    }

    [Fact]
    public async Task Try_SixDayCertificate_IsRenewedAfterFour()
    {
        _issuer.Lifetime = TimeSpan.FromDays(6);
        await TryAsync();

        (await TryAsync()).ShouldBeOfType<RenewalResult.NotDue>().Plan.At.ShouldBeInRange(Start + TimeSpan.FromDays(3.8), Start + TimeSpan.FromDays(4));
    }

    [Fact]
    public async Task Try_EachNewOneIsDueAtOnce_IsIssuedOnceAnHourAtMost()
    {
        // An authority that is in error, or a clock that is wrong by weeks.
        _issuer.Renewal = _ => new RenewalInfo(Start - TimeSpan.FromDays(2), Start - TimeSpan.FromDays(1), null, null);
        await TryAsync();

        (await TryAsync()).ShouldBeOfType<RenewalResult.NotDue>().Plan.ShouldBe(new RenewalPlan(Start + TimeSpan.FromHours(1), RenewalReason.Window));
        (await TryAsync(urgency: RenewalUrgency.NoPause)).ShouldBeOfType<RenewalResult.Issued>("a person doesn't wait");
        _time.Advance(TimeSpan.FromHours(1));
        (await TryAsync()).ShouldBeOfType<RenewalResult.Issued>();
        _issuer.Orders.ShouldBe(3);
    }

    [Fact]
    public async Task Try_AuthorityAddsANameOfItsOwn_IsNotIssuedAgain()
    {
        _issuer.Added = ["added.proxy.example"];
        await TryAsync();
        _time.Advance(TimeSpan.FromDays(1));

        (await TryAsync()).ShouldBeOfType<RenewalResult.NotDue>().Plan.Reason.ShouldBe(RenewalReason.Lifetime);
        (await TryAsync(Wish with { Names = [.. Wish.Names, "added.proxy.example"] })).ShouldBeOfType<RenewalResult.Issued>()
            .Reason.ShouldBe(RenewalReason.NamesChanged);
    }

    [Fact]
    public async Task Try_WindowBehindTheCertificatesEnd_FallsBackToTwoThirds()
    {
        _issuer.Renewal = _ => new RenewalInfo(Start + TimeSpan.FromDays(91), Start + TimeSpan.FromDays(99), null, null);
        await TryAsync();

        (await TryAsync()).ShouldBeOfType<RenewalResult.NotDue>().Plan.Reason.ShouldBe(RenewalReason.Lifetime);
    }

    private Task<RenewalResult> TryAsync(AcmeOptions? wish = null, RenewalUrgency urgency = RenewalUrgency.Due) =>
        new CertificateRenewal(_store, _issuer, _time, _log).TryAsync(wish ?? Wish, urgency, progress: null, TestContext.Current.CancellationToken);
}
