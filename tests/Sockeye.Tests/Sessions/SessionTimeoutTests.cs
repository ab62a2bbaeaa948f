using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Authentication;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Sessions;

/// <summary>Every named limit, on a clock that the test moves.</summary>
public sealed class SessionTimeoutTests : IAsyncLifetime
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly SessionHarness _engine = new();

    private static SessionTimeouts Limits { get; } = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handshake_NoLogin_EndsAtTheLimit(bool greeted)
    {
        var client = _engine.Connect();
        if (greeted)
        {
            await client.SendAsync(Socks5Bytes.Greeting);
            await client.ExpectAsync("05 02");
        }

        _engine.Pass(Limits.Handshake - Moment);
        client.Session.EndReason.ShouldBe(SessionEndReason.None);
        _engine.Pass(Moment);
        (await client.EndAsync()).ShouldBe(SessionEndReason.HandshakeTimeout);
        (await client.RestAsync()).ShouldBe(("", ChannelEnd.Reset));
    }

    [Fact]
    public async Task Handshake_OneByteNowAndThen_DoesNotPutItOff()
    {
        var client = _engine.Connect();
        foreach (var b in Socks5Bytes.Login("alice", "secret")[..5].Prepend((byte)2).Prepend((byte)1).Prepend((byte)5))
        {
            await client.SendAsync([b]);
            _engine.Pass(Limits.Handshake / 8);
        }

        (await client.EndAsync()).ShouldBe(SessionEndReason.HandshakeTimeout);
    }

    [Fact]
    public async Task Handshake_WhileThePasswordIsHashed_EndsAtTheLimit()
    {
        using var hasher = new ControlledHasher();
        hasher.Hold();
        await using var engine = new SessionHarness(hasher);
        var client = engine.Connect();
        await client.SendAsync(Socks5Bytes.Greeting, Socks5Bytes.Login("alice", "secret"));
        await hasher.StartedAsync();
        engine.Pass(Limits.Handshake);
        (await client.EndAsync()).ShouldBe(SessionEndReason.HandshakeTimeout);
        hasher.ReleaseAll();
    }

    [Fact]
    public async Task Request_NoneAfterTheLogin_EndsAtTheLimitOfItsOwn()
    {
        var client = _engine.Connect();
        await client.LogInAsync();
        await Waiting.Until(() => client.Session.Stage == SessionStage.Request);
        _engine.Pass(Limits.Request - Moment);
        client.Session.EndReason.ShouldBe(SessionEndReason.None);
        _engine.Pass(Moment);
        (await client.EndAsync()).ShouldBe(SessionEndReason.RequestTimeout);
    }

    [Fact]
    public async Task Dial_HasItsOwnLimit_NoneOfOursEndsIt()
    {
        var gate = new TaskCompletionSource();
        _engine.Outbound.Gate = gate.Task;
        var client = _engine.Connect();
        await client.LogInAsync();
        await client.SendAsync(Socks5Bytes.Connect("target.test", 80));
        await _engine.Outbound.Dialled.Task.Limited();
        _engine.Pass(TimeSpan.FromHours(1));
        client.Session.EndReason.ShouldBe(SessionEndReason.None);
        gate.SetResult();
        await client.ExpectAsync(Socks5Bytes.Success);
    }

    [Fact]
    public async Task Idle_NothingMoves_EndsAtTheLimit()
    {
        var client = await OpenAsync();
        _engine.Pass(Limits.Idle - Moment);
        client.Session.EndReason.ShouldBe(SessionEndReason.None);
        _engine.Pass(Moment);
        (await client.EndAsync()).ShouldBe(SessionEndReason.IdleTimeout);
        (await client.RestAsync()).End.ShouldBe(ChannelEnd.Reset);
        (await _engine.Outbound.Target.ReadToEndAsync().Limited()).End.ShouldNotBe(ChannelEnd.Closed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Idle_ABytesNowAndThenInEitherDirection_KeepsAlive(bool fromClient)
    {
        var client = await OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            _engine.Pass(Limits.Idle - TimeSpan.FromSeconds(1));
            var (from, to) = fromClient ? (client.Channel, _engine.Outbound.Target) : (_engine.Outbound.Target, client.Channel);
            await from.WriteAsync(new byte[] { 1 }).Limited();
            await to.ReadExactlyAsync(1);
        }

        client.Session.EndReason.ShouldBe(SessionEndReason.None);
        _engine.Pass(Limits.Idle);
        (await client.EndAsync()).ShouldBe(SessionEndReason.IdleTimeout);
    }

    [Fact]
    public async Task HalfClosed_NothingMovesInTheOtherDirection_EndsAtItsOwnLimit()
    {
        var client = await OpenAsync();
        await client.Channel.CompleteWritesAsync();
        (await _engine.Outbound.Target.ReadToEndAsync().Limited()).End.ShouldBe(ChannelEnd.Closed);
        await Waiting.Until(() => client.Session.HalfClosed);

        _engine.Pass(Limits.HalfClosed - Moment);
        await _engine.Outbound.Target.WriteAsync(new byte[] { 1 }).Limited();
        await client.ExpectAsync("01");
        _engine.Pass(Limits.HalfClosed - Moment);
        client.Session.EndReason.ShouldBe(SessionEndReason.None);
        _engine.Pass(Moment);
        (await client.EndAsync()).ShouldBe(SessionEndReason.HalfClosedTimeout);
    }

    private async Task<SessionClient> OpenAsync()
    {
        var client = _engine.Connect();
        await client.OpenAsync();
        await Waiting.Until(() => client.Session.Stage == SessionStage.Relay);
        return client;
    }
}
