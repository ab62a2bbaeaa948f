using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport.Sockets.Polling;
using Sockeye.Tests.Dialing;

namespace Sockeye.Tests.HttpForwarding;

/// <summary>Forwarded requests whose upstream can't be had: the line tells the way that each really took.</summary>
public sealed class HttpForwardingFallbackTests : IAsyncLifetime
{
    private static readonly DialError Away = new(DialStage.Connect, DialErrorKind.UpstreamFailed, "away");

    private readonly LoopbackOutbound _upstream = new("up");
    private ForwardingHarness _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _proxy = await ForwardingHarness.StartAsync();
        var dialer = new TcpDialer(new DialOptions(), new ScriptedResolver(), TimeProvider.System, PolledSocketSource.Instance);
        _proxy.Router.Replace(ForwardingHarness.SnapshotWith(new FallbackOutbound(_upstream, _proxy.Direct, dialer, NullLogger.Instance)));
    }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task Request_UpstreamAwayThenBack_GoesDirectlyThenThroughItAgain()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var client = _proxy.Connect();

        (await AskAsync(client, origin)).ShouldBe(null);
        _upstream.Refusal = Away;
        (await AskAsync(client, origin, index: 1)).ShouldBe(null, "its connection is still open");
        _proxy.Direct.Dials.ShouldBeEmpty();

        var other = _proxy.Connect();
        (await AskAsync(other, origin, "bob", 2)).ShouldBe("direct");
        (await AskAsync(other, origin, "bob", 3)).ShouldBe("direct");
        _proxy.Direct.Dials.Count.ShouldBe(2, "none is used by a later request");

        _upstream.Refusal = null;
        (await AskAsync(other, origin, "bob", 4)).ShouldBe(null);
        _proxy.Direct.Dials.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Request_NeitherCanBeHad_IsRefusedAndTheLineTellsOfBoth()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        _upstream.Refusal = Away;
        _proxy.Direct.Refusal = new DialError(DialStage.Guard, DialErrorKind.NotAllowed, "private");
        var client = _proxy.Connect();

        await client.GetAsync(ForwardingHarness.Url(origin));
        (await client.ReceiveAsync()).Status.ShouldBe(403);

        var line = await _proxy.LineAsync(0);
        (line.Outbound, line.Fallback, line.Detail).ShouldBe(("up", "direct", "private (directly: away)"));
    }

    private async Task<string?> AskAsync(ForwardingClient client, RawOrigin origin, string user = "alice", int index = 0)
    {
        await client.GetAsync(ForwardingHarness.Url(origin), user);
        (await client.ReceiveAsync()).Body.ShouldBe("ok");
        var line = await _proxy.LineAsync(index);
        line.Outbound.ShouldBe("up");
        return line.Fallback;
    }
}
