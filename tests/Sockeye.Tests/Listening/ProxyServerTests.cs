using System.Net.Sockets;
using Sockeye.Engine.Sessions;
using Sockeye.Tests.Sessions;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Listening;

/// <summary>The life of the whole: tick, revocation, drain.</summary>
public sealed class ProxyServerTests
{
    private static SessionTimeouts Limits { get; } = new();

    [Fact]
    public async Task Session_WholeConversation_LeavesOneLine()
    {
        await using var harness = ServerHarness.Start();
        using var client = await harness.OpenAsync();
        var own = (System.Net.IPEndPoint)client.LocalEndPoint!;
        await client.SendAsync("abc"u8.ToArray());
        await harness.Outbound.Target.ReadExactlyAsync(3);
        await harness.Outbound.Target.WriteAsync("defg"u8.ToArray());
        await ServerHarness.ReadAsync(client, 4);
        client.Shutdown(SocketShutdown.Send);
        await harness.Outbound.Target.CompleteWritesAsync();
        (await ServerHarness.ReadToEndAsync(client)).ShouldBe("");

        var line = await harness.LineAsync();
        (line.User, line.Protocol, line.Inbound, line.Outbound, line.Rule).ShouldBe(("alice", "socks5", "in", "direct", "default"));
        (line.BytesFromClient, line.BytesFromTarget, line.End).ShouldBe((3, 4, SessionEndReason.Completed));
        line.Client.Port.ShouldBe(own.Port);
        line.Stages.Select(s => s.Key).ShouldBe(["login", "request", "relay"]);
        harness.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Tick_SilentClient_EndsAtTheHandshakeLimit()
    {
        await using var harness = ServerHarness.Start();
        var client = await harness.ConnectAsync();
        await Waiting.Until(() => harness.Registry.Count == 1);
        harness.Time.Advance(Limits.Handshake);
        (await ServerHarness.ReadToEndAsync(client)).ShouldBe("");
        (await harness.LineAsync()).End.ShouldBe(SessionEndReason.HandshakeTimeout);
    }

    [Fact]
    public async Task Tick_OtherLimitsAfterAReload_HoldForOpenSessions()
    {
        await using var harness = ServerHarness.Start();
        await harness.OpenAsync();
        harness.Server.Replace(new SessionTimeouts { Idle = TimeSpan.FromSeconds(2) });
        harness.Time.Advance(TimeSpan.FromSeconds(2));
        (await harness.LineAsync()).End.ShouldBe(SessionEndReason.IdleTimeout);
    }

    [Fact]
    public async Task Users_Disabled_HisSessionEndsAtOnce()
    {
        await using var harness = ServerHarness.Start();
        var client = await harness.OpenAsync();
        harness.Users.Change("alice", user => user with { Enabled = false });
        await ServerHarness.ReadToEndAsync(client);
        (await harness.LineAsync()).End.ShouldBe(SessionEndReason.UserRevoked);
    }

    [Fact]
    public async Task Stop_WithoutSessions_IsOverAtOnceAndNobodyIsAccepted()
    {
        await using var harness = ServerHarness.Start();
        var endPoint = harness.EndPoint;
        harness.Server.IsAccepting.ShouldBeTrue();
        await harness.Server.StopAsync(TestContext.Current.CancellationToken).Limited();
        harness.Server.IsAccepting.ShouldBeFalse();
        using var late = new Socket(SocketType.Stream, ProtocolType.Tcp);
        (await Should.ThrowAsync<SocketException>(() => late.ConnectAsync(endPoint))).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    [Fact]
    public async Task Stop_WithASession_WaitsForIt()
    {
        await using var harness = ServerHarness.Start();
        var client = await harness.OpenAsync();
        var stopping = harness.Server.StopAsync(TestContext.Current.CancellationToken);
        await Waiting.Until(() => harness.Log.Entries.Any(e => e.Contains("draining 1 sessions", StringComparison.Ordinal)));
        stopping.IsCompleted.ShouldBeFalse();

        await client.SendAsync("still served"u8.ToArray());
        await harness.Outbound.Target.ReadExactlyAsync(12);
        client.Shutdown(SocketShutdown.Send);
        await harness.Outbound.Target.CompleteWritesAsync();
        await stopping.Limited();
        (await harness.LineAsync()).End.ShouldBe(SessionEndReason.Completed);
    }

    [Fact]
    public async Task Stop_SessionStays_IsEndedAtTheDrainLimit()
    {
        await using var harness = ServerHarness.Start();
        var client = await harness.OpenAsync();
        var stopping = harness.Server.StopAsync(TestContext.Current.CancellationToken);
        await Waiting.Until(() => harness.Log.Entries.Any(e => e.Contains("draining", StringComparison.Ordinal)));
        harness.Time.Advance(Limits.Drain - TimeSpan.FromMilliseconds(1));
        stopping.IsCompleted.ShouldBeFalse();
        harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        await stopping.Limited();
        await ServerHarness.ReadToEndAsync(client);
        (await harness.LineAsync()).End.ShouldBe(SessionEndReason.ServerStopped);
        harness.Limiter.Held.ShouldBe(0);
    }

    [Fact]
    public async Task Stop_SessionThatWaitsForItsRequest_IsNotWaitedFor()
    {
        await using var harness = ServerHarness.Start();
        var early = await harness.ConnectAsync(Socks5Bytes.Greeting, Socks5Bytes.Login("alice", "secret"));
        await ServerHarness.ReadAsync(early, 4);
        await WaitsForItsRequestAsync(harness);
        var late = await harness.ConnectAsync();
        await Waiting.Until(() => harness.Registry.Count == 2);
        var stopping = harness.Server.StopAsync(TestContext.Current.CancellationToken);
        (await ServerHarness.ReadToEndAsync(early)).ShouldBe("");

        // It logs in while the server stops.
        await late.SendAsync((byte[])[.. Socks5Bytes.Greeting, .. Socks5Bytes.Login("alice", "secret")]);
        await ServerHarness.ReadAsync(late, 4);
        await WaitsForItsRequestAsync(harness);
        harness.Time.Advance(TimeSpan.FromMilliseconds(250));

        await stopping.Limited();
        harness.Lines.Select(l => l.End).ShouldBe([SessionEndReason.ServerStopped, SessionEndReason.ServerStopped]);
    }

    // The answer to the login goes out a moment before the next stage begins.
    private static Task WaitsForItsRequestAsync(ServerHarness harness) =>
        Waiting.Until(() => harness.Registry.Sessions.Any(session => session.Stage == SessionStage.Request));

    [Fact]
    public async Task Stop_InAHurry_EndsWhatIsThere()
    {
        await using var harness = ServerHarness.Start();
        await harness.OpenAsync();
        await harness.ConnectAsync(Socks5Bytes.Greeting);
        await Waiting.Until(() => harness.Registry.Count == 2);
        using var hurry = new CancellationTokenSource();
        var stopping = harness.Server.StopAsync(hurry.Token);
        stopping.IsCompleted.ShouldBeFalse();
        await hurry.CancelAsync();
        await stopping.Limited();
        harness.Lines.Select(l => l.End).ShouldBe([SessionEndReason.ServerStopped, SessionEndReason.ServerStopped]);
    }
}
