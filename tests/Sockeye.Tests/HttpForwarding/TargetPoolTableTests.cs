using Microsoft.Extensions.Time.Testing;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Sessions;
using Sockeye.HttpForwarding.Targets;

namespace Sockeye.Tests.HttpForwarding;

public sealed class TargetPoolTableTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly EngineMetrics _metrics;
    private readonly TargetPoolTable _table;
    private readonly LoopbackOutbound _outbound = new("direct");

    public TargetPoolTableTests()
    {
        _metrics = new EngineMetrics(new SessionRegistry(new SessionClock(_time)));
        _table = new TargetPoolTable(_metrics, _time);
    }

    public void Dispose()
    {
        _table.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void Rent_SameKeyTwice_IsOnePool()
    {
        using var one = _table.Rent(Key("alice"));
        using var two = _table.Rent(Key("alice"));
        two.Invoker.ShouldBeSameAs(one.Invoker);
        _table.Count.ShouldBe(1);
    }

    [Fact]
    public void Rent_AnythingDifferent_IsAnotherPool()
    {
        using var one = _table.Rent(Key("alice"));
        TargetPoolKey[] others =
        [
            Key("bob"), Key("alice") with { PasswordVersion = 2 }, Key("alice") with { InboundTag = "other" }, Key("alice") with { Outbound = new LoopbackOutbound("direct") },
        ];
        foreach (var key in others)
        {
            using var other = _table.Rent(key);
            other.Invoker.ShouldNotBeSameAs(one.Invoker);
        }
    }

    [Fact]
    public void Return_NothingOpen_PoolIsGone()
    {
        _table.Rent(Key("alice")).Dispose();
        _table.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Sweep_UnusedForAMinute_ConnectionsAreClosed()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 204 No Content\r\n\r\n");
        await using var proxy = await ForwardingHarness.StartAsync();
        var user = proxy.Users.Current.Find("alice")!;
        await AskAsync(_table, origin, user, proxy);
        _table.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(45));
        _table.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(30));
        _table.Count.ShouldBe(0);
        await _outbound.AllClosedAsync().WaitAsync(ForwardingHarness.Limit, TestContext.Current.CancellationToken);
    }

    private async Task AskAsync(TargetPoolTable table, RawOrigin origin, Sockeye.Engine.Authentication.User user, ForwardingHarness proxy)
    {
        var session = proxy.Connect().Session;
        Sockeye.HttpForwarding.Requests.RequestTarget.TryParse(ForwardingHarness.Url(origin), out var target, out _).ShouldBeTrue();
        var route = new Sockeye.Engine.Routing.Route(new Sockeye.Core.Routing.RouteDecision("direct", "default", ""), _outbound);
        using var lease = table.Rent(Key("alice"));
        using var message = new HttpRequestMessage(HttpMethod.Get, target!.Uri);
        message.Options.Set(TargetHandler.RequestKey, new Sockeye.HttpForwarding.Requests.ForwardedRequest(session, user, target, route, _time));
        using var response = await lease.Invoker.SendAsync(message, TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(204);
    }

    private TargetPoolKey Key(string user) => new(user, 1, "in", _outbound);
}
