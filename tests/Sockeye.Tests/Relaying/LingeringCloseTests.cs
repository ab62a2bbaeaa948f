using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Sessions;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Relaying;

/// <summary>The end behind a refusal: the reply arrives, what still comes is read and dropped, for 1 s or 256 KiB.</summary>
public sealed class LingeringCloseTests : IAsyncLifetime
{
    private readonly SessionHarness _engine = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task Refusal_ClientStays_IsClosedAfterOneSecond()
    {
        var client = await RefusedAsync();
        _engine.Pass(TimeSpan.FromMilliseconds(999));
        await client.SendAsync("still talking");
        client.Run.IsCompleted.ShouldBeFalse();
        _engine.Pass(TimeSpan.FromMilliseconds(1));
        (await client.EndAsync()).ShouldBe(SessionEndReason.NoAcceptableMethod);
    }

    [Fact]
    public async Task Refusal_ClientFloods_IsClosedAtTheLimit()
    {
        var client = await RefusedAsync();
        var sent = 0;
        while (await client.Channel.WriteAsync(new byte[4096]).Limited() == ChannelEnd.None)
        {
            sent += 4096;
            sent.ShouldBeLessThan(512 * 1024);
        }

        sent.ShouldBeGreaterThanOrEqualTo(256 * 1024);
        (await client.EndAsync()).ShouldBe(SessionEndReason.NoAcceptableMethod);
    }

    [Fact]
    public async Task Refusal_ClientCloses_IsOverAtOnce()
    {
        var client = await RefusedAsync();
        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.NoAcceptableMethod);
    }

    private async Task<SessionClient> RefusedAsync()
    {
        var client = _engine.Connect();
        await client.SendAsync([5, 1, 0]);
        (await client.RestAsync()).ShouldBe(("05FF", ChannelEnd.Closed));
        await Waiting.Until(() => client.Session.Stage == SessionStage.Lingering);
        return client;
    }
}
