using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Tests.HttpForwarding;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Sessions;

/// <summary>
/// Every rented buffer comes back, however a session ends, and none is held by one at rest. The count is the whole
/// process's and other tests come and go, so each case is run many times: what leaks once a session shows.
/// </summary>
[Collection(Alone.Name)]
public sealed class BufferTests
{
    private const int Sessions = 30;

    public static TheoryData<string> Endings =>
        ["closed", "reset", "truncated", "idle", "revoked", "wrong password", "half a greeting", "half a head", "refused by the dial", "too large"];

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task AfterASession_NoBufferIsOut(string ending)
    {
        var before = CountedBufferPool.Outstanding;
        for (var i = 0; i < Sessions; i++)
        {
            await using var engine = new SessionHarness();
            var client = engine.Connect(3);
            await RunAsync(engine, client, ending);
            await client.Run.Limited();
        }

        await Waiting.Until(() => CountedBufferPool.Outstanding < before + Sessions);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(4 * 1024)]
    [InlineData((4 + 16) * 1024)]
    public async Task AtRest_BehindSoManyBytes_NoBufferIsOut(int bytes)
    {
        var before = CountedBufferPool.Outstanding;
        var engines = new List<SessionHarness>();
        for (var i = 0; i < Sessions; i++)
        {
            var engine = new SessionHarness();
            engines.Add(engine);
            var client = engine.Connect();
            await client.OpenAsync();
            await Waiting.Until(() => client.Session.Stage == SessionStage.Relay);
            await client.Channel.WriteAsync(new byte[bytes]).Limited();
            await engine.Outbound.Target.ReadExactlyAsync(bytes);
        }

        await Waiting.Until(() => CountedBufferPool.Outstanding < before + Sessions);
        foreach (var engine in engines)
        {
            await engine.DisposeAsync();
        }
    }

    private static async Task RunAsync(SessionHarness engine, SessionClient client, string ending)
    {
        switch (ending)
        {
            case "half a greeting":
                await client.SendAsync([5, 3, 0]);
                await client.Channel.CompleteWritesAsync();
                return;
            case "half a head":
                await client.SendAsync("CONNECT target.test:443 HTTP/1.1\r\nHost");
                engine.Pass(engine.Timeouts.Handshake);
                return;
            case "too large":
                await client.SendAsync("CONNECT target.test:443 HTTP/1.1\r\n" + new string('x', 20_000));
                await client.Channel.CompleteWritesAsync();
                return;
            case "wrong password":
                await client.SendAsync($"CONNECT target.test:443 HTTP/1.1\r\n{ForwardingHarness.Login("alice", "wrong")}\r\nbehind");
                await client.Channel.CompleteWritesAsync();
                return;
            case "refused by the dial":
                engine.Outbound.Refusal = new(Engine.Dialing.DialStage.Connect, Engine.Dialing.DialErrorKind.TimedOut, "no");
                await client.LogInAsync();
                await client.SendAsync(Socks5Bytes.Connect("target.test", 80), "ahead"u8.ToArray());
                await client.Channel.CompleteWritesAsync();
                return;
        }

        await client.OpenAsync();
        await client.SendAsync(new string('x', 10_000));
        await engine.Outbound.Target.ReadExactlyAsync(10_000);
        switch (ending)
        {
            case "closed":
                await client.Channel.CompleteWritesAsync();
                await engine.Outbound.Target.CompleteWritesAsync();
                break;
            case "reset":
                client.Channel.Abort();
                break;
            case "truncated":
                client.Channel.Truncate();
                break;
            case "idle":
                await Waiting.Until(() => client.Session.Stage == SessionStage.Relay);
                engine.Pass(engine.Timeouts.Idle);
                break;
            case "revoked":
                client.Session.End(SessionEndReason.UserRevoked);
                break;
        }
    }
}
