using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Engine.Dialing;

namespace Sockeye.Tests.Dialing;

public sealed class NameResolverTests
{
    private static readonly ResolveResult s_answer = ResolveResult.Resolved([IPAddress.Parse("203.0.113.1")]);
    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ResolveResult>> _asked = new();
    private readonly ConcurrentQueue<string> _order = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resolve_ATwiceAskedName_AsksOnce()
    {
        var resolver = Resolver();
        var first = resolver.ResolveAsync("example.com", "alice", Token);
        var second = resolver.ResolveAsync("EXAMPLE.com", "bob", Token);

        Answer("example.com");

        (await first).ShouldBeSameAs(s_answer);
        (await second).ShouldBeSameAs(s_answer);
        _order.ShouldBe(["example.com"]);
        await ShouldBecomeIdle(resolver);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LocalHost.")]
    [InlineData("a.b.localhost")]
    public async Task Resolve_Localhost_IsNeverAsked(string name)
    {
        var result = await Resolver().ResolveAsync(name, "alice", Token);

        result.Addresses.ShouldBe([IPAddress.IPv6Loopback, IPAddress.Loopback]);
        _order.ShouldBeEmpty();
    }

    [Fact]
    public async Task Resolve_WithoutAnAnswer_TimesOutAndKeepsItsSlotUntilTheSystemAnswers()
    {
        var resolver = Resolver(running: 1);
        var silent = resolver.ResolveAsync("silent.example", "alice", Token);
        var behind = resolver.ResolveAsync("behind.example", "bob", Token);

        _time.Advance(TimeSpan.FromSeconds(5));

        (await silent).Error!.Kind.ShouldBe(DialErrorKind.TimedOut);
        (await behind).Error!.Kind.ShouldBe(DialErrorKind.TimedOut);
        var third = resolver.ResolveAsync("third.example", "bob", Token);
        _order.ShouldBe(["silent.example"]);

        Answer("silent.example");
        await WaitForQuestion("third.example");
        Answer("third.example");
        (await third).IsResolved.ShouldBeTrue();
        _order.ShouldBe(["silent.example", "third.example"]);
        await ShouldBecomeIdle(resolver);
    }

    [Fact]
    public async Task Resolve_WithManyWaiting_ServesTheKeysInTurn()
    {
        var resolver = Resolver(running: 1);
        var all = new[] { "a1 alice", "a2 alice", "a3 alice", "b1 bob", "c1 carol", "b2 bob" }
            .Select(pair => pair.Split(' '))
            .Select(pair => resolver.ResolveAsync(pair[0], pair[1], Token).AsTask())
            .ToList();

        foreach (var name in new[] { "a1", "a2", "b1", "c1", "a3", "b2" })
        {
            await WaitForQuestion(name);
            Answer(name);
        }

        await Task.WhenAll(all);
        _order.ShouldBe(["a1", "a2", "b1", "c1", "a3", "b2"]);
        await ShouldBecomeIdle(resolver);
    }

    [Fact]
    public async Task Resolve_WithOneKeysShareRunning_LeavesTheOtherSlotsToOthers()
    {
        var resolver = Resolver(running: 3, runningPerKey: 2);
        var all = new[] { "a1", "a2", "a3" }.Select(name => resolver.ResolveAsync(name, "alice", Token).AsTask()).ToList();
        _order.ShouldBe(["a1", "a2"]);

        all.Add(resolver.ResolveAsync("b1", "bob", Token).AsTask());

        _order.ShouldBe(["a1", "a2", "b1"]);
        Answer("a1");
        await WaitForQuestion("a3");
        Answer("a2");
        Answer("a3");
        Answer("b1");
        await Task.WhenAll(all);
        await ShouldBecomeIdle(resolver);
    }

    [Fact]
    public async Task Resolve_ANameThatWaitsInAnothersLongLine_WaitsInItsOwnLineToo()
    {
        var resolver = Resolver(running: 1);
        var all = new[] { "a1", "a2", "a3", "popular" }.Select(name => resolver.ResolveAsync(name, "alice", Token).AsTask()).ToList();
        all.Add(resolver.ResolveAsync("popular", "bob", Token).AsTask());

        foreach (var name in new[] { "a1", "a2", "popular", "a3" })
        {
            await WaitForQuestion(name);
            Answer(name);
        }

        await Task.WhenAll(all);
        _order.ShouldBe(["a1", "a2", "popular", "a3"]);
        await ShouldBecomeIdle(resolver);
    }

    [Fact]
    public async Task Resolve_WithAFullLine_IsALimitForThatKeyOnly()
    {
        var resolver = Resolver(running: 1, waitingPerKey: 1);
        using var given = new CancellationTokenSource();
        var running = resolver.ResolveAsync("a1", "alice", Token);
        var waiting = resolver.ResolveAsync("a2", "alice", given.Token);

        (await resolver.ResolveAsync("a3", "alice", Token)).Error!.Kind.ShouldBe(DialErrorKind.LimitReached);
        var other = resolver.ResolveAsync("b1", "bob", Token);

        await given.CancelAsync();
        (await waiting).Error!.Kind.ShouldBe(DialErrorKind.Aborted);
        var again = resolver.ResolveAsync("a4", "alice", Token);
        foreach (var name in new[] { "a1", "b1", "a4" })
        {
            await WaitForQuestion(name);
            Answer(name);
        }

        (await running).IsResolved.ShouldBeTrue();
        (await other).IsResolved.ShouldBeTrue();
        (await again).IsResolved.ShouldBeTrue();
        _asked.ShouldNotContainKey("a2");
        await ShouldBecomeIdle(resolver);
    }

    [Fact]
    public async Task Resolve_WithTheWholeQueueFull_IsALimit()
    {
        var resolver = Resolver(running: 1, waiting: 2);
        var all = new[] { "a", "b", "c" }.Select(name => resolver.ResolveAsync(name, name, Token).AsTask()).ToList();

        var error = (await resolver.ResolveAsync("d", "d", Token)).Error!;

        error.Kind.ShouldBe(DialErrorKind.LimitReached);
        error.Stage.ShouldBe(DialStage.Resolve);
        foreach (var name in new[] { "a", "b", "c" })
        {
            await WaitForQuestion(name);
            Answer(name);
        }

        await Task.WhenAll(all);
        await ShouldBecomeIdle(resolver);
    }

    [Fact]
    public async Task Resolve_OneOfTwoAskersLeaves_TheOtherIsStillAnswered()
    {
        var resolver = Resolver();
        using var leaves = new CancellationTokenSource();
        var gone = resolver.ResolveAsync("example.com", "alice", leaves.Token);
        var stays = resolver.ResolveAsync("example.com", "bob", Token);

        await leaves.CancelAsync();
        Answer("example.com");

        (await gone).Error!.Kind.ShouldBe(DialErrorKind.Aborted);
        (await stays).IsResolved.ShouldBeTrue();
    }

    [Fact]
    public async Task Resolve_ALookupThatThrows_IsAFailureAndGivesItsSlotBack()
    {
        var resolver = new NameResolver(new NameResolverOptions(), _time, _ => throw new InvalidOperationException());

        (await resolver.ResolveAsync("example.com", "alice", Token)).Error!.Kind.ShouldBe(DialErrorKind.General);
        await ShouldBecomeIdle(resolver);
    }

    [Theory]
    [InlineData("no-such-name.invalid")]
    [InlineData("a..b.invalid")]
    [InlineData(".")]
    public async Task Resolve_ANameThatIsNone_IsNotResolved(string name)
    {
        var resolver = new NameResolver(new NameResolverOptions { Timeout = TimeSpan.FromSeconds(60) }, TimeProvider.System);

        (await resolver.ResolveAsync(name, "alice", Token)).Error!.Kind.ShouldBe(DialErrorKind.NameNotResolved);
    }

    [Fact]
    public async Task Resolve_TheLongestName_IsNotResolvedWithoutAnException()
    {
        var resolver = new NameResolver(new NameResolverOptions { Timeout = TimeSpan.FromSeconds(60) }, TimeProvider.System);

        (await resolver.ResolveAsync(new string('a', 255), "alice", Token)).Error!.Kind.ShouldBe(DialErrorKind.NameNotResolved);
    }

    private NameResolver Resolver(int running = 32, int runningPerKey = 32, int waiting = 100, int waitingPerKey = 100) => new(
        new NameResolverOptions
        {
            MaximumRunning = running,
            MaximumRunningPerKey = runningPerKey,
            MaximumWaiting = waiting,
            MaximumWaitingPerKey = waitingPerKey,
        },
        _time,
        name =>
        {
            var answer = new TaskCompletionSource<ResolveResult>();
            _asked[name] = answer;
            _order.Enqueue(name);
            return answer.Task;
        });

    private void Answer(string name) => _asked[name].SetResult(s_answer);

    private Task WaitForQuestion(string name)
    {
        SpinWait.SpinUntil(() => _order.Contains(name), TimeSpan.FromSeconds(10)).ShouldBeTrue(name);
        return Task.CompletedTask;
    }

    private static Task ShouldBecomeIdle(NameResolver resolver)
    {
        SpinWait.SpinUntil(() => resolver.IsIdle, TimeSpan.FromSeconds(10)).ShouldBeTrue();
        return Task.CompletedTask;
    }
}
