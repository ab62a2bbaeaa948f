using Microsoft.Extensions.Time.Testing;
using Sockeye.Acme;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;

namespace Sockeye.Tests.Certificates.Managed;

public sealed class RenewalServiceTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly LogCollector _log = new();
    private readonly MemoryCertificateStore _store = new();
    private readonly ScriptedIssuer _issuer;
    private readonly RenewalService _service;
    private TaskCompletionSource _issued = New();

    public RenewalServiceTests()
    {
        _issuer = new ScriptedIssuer(_time);
        _service = new RenewalService(new CertificateRenewal(_store, _issuer, _time, _log), () => Interlocked.Exchange(ref _issued, New()).SetResult(), _time, _log);
    }

    private static AcmeOptions Main { get; } = new() { Tag = "main", Names = ["proxy.example"] };

    private static AcmeOptions Other { get; } = new() { Tag = "other", Names = ["other.example"] };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _service.StopAsync(CancellationToken.None);

    [Fact]
    public async Task Replace_NothingStored_IssuesAndRenewsAtTwoThirds()
    {
        await WhenIssuedAsync(() => _service.Replace([Main]));

        await WhenIssuedAsync(() => { }, TimeSpan.FromDays(1));

        _issuer.Orders.ShouldBe(2);
        (_time.GetUtcNow() - Start).ShouldBeInRange(TimeSpan.FromDays(58), TimeSpan.FromDays(62));
    }

    [Fact]
    public async Task LookAgain_RemovedByAnother_IssuesWithoutWaiting()
    {
        await WhenIssuedAsync(() => _service.Replace([Main]));
        _store.Delete(StoredCertificate.DocumentOf(Main.Tag));

        await WhenIssuedAsync(() => _service.LookAgain(Main.Tag));

        _issuer.Orders.ShouldBe(2);
        _service.LookAgain("unknown");
    }

    [Fact]
    public async Task Replace_SameAgain_WhatIsUnderWayGoesOn()
    {
        var (gate, asked) = HoldOrders();
        _service.Replace([Main]);
        await asked.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);

        _service.Replace([Main with { }]);
        await WhenIssuedAsync(() => gate.SetResult());

        _issuer.Orders.ShouldBe(1);
    }

    [Theory]
    [InlineData("names")]
    [InlineData("reused key")]
    [InlineData("resolvers")]
    public async Task Replace_WantedOtherwise_GivesUpWhatIsUnderWayAndBeginsAnew(string what)
    {
        var before = Main with { Dns = Dns(53) };
        var (_, asked) = HoldOrders();
        _service.Replace([before]);
        await asked.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);

        _issuer.Gate = Task.CompletedTask;
        await WhenIssuedAsync(() => _service.Replace([what switch
        {
            "names" => before with { Names = ["new.example"] },
            "reused key" => before with { ReuseKey = true },
            _ => before with { Dns = Dns(5353) },
        }]));

        _issuer.Orders.ShouldBe(2);
    }

    [Fact]
    public async Task Replace_NoLongerWanted_GivesUpAndTellsNothingMoreOfIt()
    {
        _issuer.Fault = () => new AcmeException("the authority can't be reached");
        _service.Replace([Main, Other]);
        await UntilAsync(() => _service.Failures.Count == 2);
        _service.Failures.ShouldAllBe(f => f.Contains("the authority can't be reached; tried again at 2026-03-01 12:01:", StringComparison.Ordinal));

        _service.Replace([Other]);

        await UntilAsync(() => _service.Failures.Count == 1);
        _service.Failures[0].ShouldStartWith("certificate other:");
    }

    [Fact]
    public async Task Failures_NextAttemptSucceeds_AreGone()
    {
        _issuer.Fault = () => new AcmeException("the authority can't be reached");
        _service.Replace([Main]);
        await UntilAsync(() => _service.Failures.Count == 1);

        _issuer.Fault = () => null;
        await WhenIssuedAsync(() => { }, TimeSpan.FromSeconds(30));

        await UntilAsync(() => _service.Failures.Count == 0);
    }

    [Fact]
    public async Task Failures_ForcedAttemptThatWasNotNeeded_IsNoTrouble()
    {
        await WhenIssuedAsync(() => _service.Replace([Main]));
        _issuer.Fault = () => new AcmeException("rate limited");
        var byHand = new CertificateRenewal(_store, _issuer, _time, _log);
        (await byHand.TryAsync(Main, RenewalUrgency.Forced, null, TestContext.Current.CancellationToken)).ShouldBeOfType<RenewalResult.Failed>();

        (await byHand.TryAsync(Main, RenewalUrgency.Due, null, TestContext.Current.CancellationToken)).ShouldBeOfType<RenewalResult.NotDue>().LastError.ShouldBeNull();
    }

    [Fact]
    public async Task Look_FaultOfOurs_IsToldAndDoesNotEndTheRenewal()
    {
        var isFirst = true;
        _store.Full = _ => isFirst && !(isFirst = false) ? throw new InvalidOperationException("ours") : false;
        _service.Replace([Main]);
        await UntilAsync(() => _log.Contains(4033));

        await WhenIssuedAsync(() => { }, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Dispose_OrderUnderWay_WaitsUntilItIsGivenUp()
    {
        var (_, asked) = HoldOrders();
        _service.Replace([Main]);
        await asked.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);

        await _service.StopAsync(CancellationToken.None).WaitAsync(Limit, TestContext.Current.CancellationToken);

        CertificateState.Read(_store, "main").Failures.ShouldBe(0, "it counts as no attempt, and that is noted before the end");
        _store.TryLock(StoredCertificate.LockOf("main")).ShouldNotBeNull();
        _service.Replace([Main]);
        _issuer.Orders.ShouldBe(1, "what has ended begins nothing");
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static DnsOptions Dns(int port) =>
        new(new DnsCommandOptions("/hook", TimeSpan.FromSeconds(1)), new DnsPropagationOptions([new(System.Net.IPAddress.Loopback, port)], TimeSpan.FromSeconds(1)));

    private (TaskCompletionSource Gate, TaskCompletionSource Asked) HoldOrders()
    {
        var (gate, asked) = (New(), New());
        _issuer.Gate = gate.Task;
        _issuer.Asked = () => asked.TrySetResult();
        return (gate, asked);
    }

    /// <summary>Does something, and lets time pass in such steps, until one is issued.</summary>
    private async Task WhenIssuedAsync(Action act, TimeSpan step = default)
    {
        var issued = Volatile.Read(ref _issued).Task;
        act();
        await UntilAsync(() => issued.IsCompleted, step);
    }

    private async Task UntilAsync(Func<bool> holds, TimeSpan step = default)
    {
        var end = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (!holds())
        {
            Environment.TickCount64.ShouldBeLessThan(end, "not in time");
            _time.Advance(step);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
