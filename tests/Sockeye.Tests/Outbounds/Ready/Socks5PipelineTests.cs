using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Outbounds.Ready;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Outbounds.Ready;

/// <summary>Greeting, login and request in one write; the answers in their order; and when asking again is safe.</summary>
public sealed class Socks5PipelineTests
{
    private const string Greeting = "05 01 02";
    private const string Login = "01 03 62 6F 62 02 70 77";
    private const string Request = "05 01 00 03 0B 65 78 61 6D 70 6C 65 2E 63 6F 6D 01 BB";
    private const string In = "05 02 01 00";
    private const string Reply = "05 00 00 01 CB 00 71 09 04 38";

    private readonly DialTimings _timings = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ask_OverAFreshChannel_SendsAllBeforeItReadsAndLeavesTheTunnelItsBytes(bool atOnce)
    {
        var answer = Bytes($"{In} {Reply} 68 65 6C 6C 6F");
        var channel = atOnce ? new ScriptedChannel([answer]) : ScriptedChannel.OneByOne(answer);

        var result = await Pipeline().AskAsync(channel, Socks5Command.Connect, Target, _timings);

        result.Error.ShouldBeNull();
        result.Bound.ShouldBe(new IPEndPoint(IPAddress.Parse("203.0.113.9"), 1080));
        Written(channel).ShouldBe(Plain($"{Greeting} {Login} {Request}"));
        channel.Writes.ShouldBe(1);
        (await ScriptedChannel.ReadAllAsync(result.Reader.Tunnel())).ShouldBe("hello"u8.ToArray());
        _timings[DialStage.ProxyGreeting].ShouldNotBeNull();
        _timings[DialStage.ProxyRequest].ShouldNotBeNull();
    }

    [Fact]
    public async Task Ask_WithoutALogin_SendsGreetingAndRequest()
    {
        var channel = new ScriptedChannel([Bytes($"05 00 {Reply}")]);

        (await Pipeline(user: null).AskAsync(channel, Socks5Command.Connect, Target, _timings)).Error.ShouldBeNull();

        Written(channel).ShouldBe(Plain($"05 01 00 {Request}"));
    }

    [Theory]
    [InlineData("05 00", DialErrorKind.UpstreamFailed, "chose the method 0x00, which was not offered")]
    [InlineData("05 FF", DialErrorKind.UpstreamAuthenticationFailed, "does not accept a login by user name and password")]
    [InlineData("05 02 01 01", DialErrorKind.UpstreamAuthenticationFailed, "refused the user name and password")]
    [InlineData("05 02 48 49", DialErrorKind.UpstreamFailed, "answered what is no such answer: \"H\" (login)")]
    [InlineData("05 02", DialErrorKind.UpstreamFailed, "closed the connection (login)")]
    public async Task Ask_OpeningRefused_SaysWhichAnswerItWas(string answer, DialErrorKind kind, string message)
    {
        var error = (await Pipeline().AskAsync(ScriptedChannel.OneByOne(Bytes(answer)), Socks5Command.Connect, Target, _timings)).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(kind);
        error.Message.ShouldBe(message);
        error.Stage.ShouldBe(DialStage.ProxyGreeting);
    }

    [Fact]
    public async Task Ask_RequestRefused_PassesTheCodeOn()
    {
        var channel = new ScriptedChannel([Bytes($"{In} 05 05 00 01 00 00 00 00 00 00")]);

        var error = (await Pipeline().AskAsync(channel, Socks5Command.Connect, Target, _timings)).Error.ShouldNotBeNull();

        error.UpstreamReply.ShouldBe(Socks5ReplyCode.ConnectionRefused);
        error.Stage.ShouldBe(DialStage.ProxyRequest);
    }

    [Fact]
    public async Task LogIn_TakenByTheServer_SendsNoRequest()
    {
        var channel = new ScriptedChannel([Bytes(In)]);

        (await Pipeline().LogInAsync(channel, _timings)).ShouldBeNull();

        Written(channel).ShouldBe(Plain($"{Greeting} {Login}"));
    }

    [Fact]
    public async Task LogIn_ServerSaysMore_IsNoUsableConnection() =>
        (await Pipeline().LogInAsync(new ScriptedChannel([Bytes($"{In} 05")]), _timings)).ShouldNotBeNull().Message.ShouldBe("spoke before it was asked anything");

    [Fact]
    public async Task Ask_OverAReadyChannel_SendsTheRequestOnly()
    {
        var channel = new ScriptedChannel([Bytes($"{Reply} 68 69")]);

        var answer = await Pipeline().AskAsync(Ready(channel, () => throw new InvalidOperationException("opened")), Socks5Command.Connect, Target, _timings);

        answer.Error.ShouldBeNull();
        Written(channel).ShouldBe(Plain(Request));
        _timings[DialStage.ProxyGreeting].ShouldBeNull();
        (await ScriptedChannel.ReadAllAsync(answer.Reader.Tunnel())).ShouldBe("hi"u8.ToArray());
        channel.IsDisposed.ShouldBeFalse();
    }

    [Fact]
    public async Task Ask_OverAReadyChannel_WantsTheRequestAcknowledgedSoonAndNothingLater()
    {
        var channel = new ScriptedChannel([Bytes(Reply)]);

        await Pipeline().AskAsync(Ready(channel, () => throw new InvalidOperationException("opened")), Socks5Command.Connect, Target, _timings);

        channel.Detections.ShouldBe([DeadPeerDetection.WhileAsking, DeadPeerDetection.Default]);
    }

    [Theory]
    [InlineData(ChannelEnd.Closed)]
    [InlineData(ChannelEnd.Truncated)]
    [InlineData(ChannelEnd.Reset)]
    public async Task Ask_ReadyConnectionEndsWithoutAWord_AsksAgainOverAFreshOne(ChannelEnd end)
    {
        var dead = new ScriptedChannel([], end);
        var fresh = new ScriptedChannel([Bytes($"{In} {Reply} 68 69")]);

        var answer = await Pipeline().AskAsync(Ready(dead, () => new((fresh, null))), Socks5Command.Connect, Target, _timings);

        answer.Error.ShouldBeNull();
        dead.IsDisposed.ShouldBeTrue();
        Written(fresh).ShouldBe(Plain($"{Greeting} {Login} {Request}"));
        (await ScriptedChannel.ReadAllAsync(answer.Reader.Tunnel())).ShouldBe("hi"u8.ToArray());
    }

    [Fact]
    public async Task Ask_ReadyConnectionCannotBeWritten_AsksAgainOverAFreshOne()
    {
        var dead = new ScriptedChannel([]) { WriteEnd = ChannelEnd.Reset };
        var fresh = new ScriptedChannel([Bytes($"{In} {Reply}")]);

        (await Pipeline().AskAsync(Ready(dead, () => new((fresh, null))), Socks5Command.Connect, Target, _timings)).Error.ShouldBeNull();
    }

    [Theory]
    [InlineData("05")]
    [InlineData("05 02 00 01 00 00 00 00 00 00")]
    public async Task Ask_ReadyConnectionHasAnsweredAnything_IsNotAskedAgain(string answer)
    {
        var channel = new ScriptedChannel([Bytes(answer)], ChannelEnd.Reset);

        (await Pipeline().AskAsync(Ready(channel, () => throw new InvalidOperationException("opened")), Socks5Command.Connect, Target, _timings))
            .Error.ShouldNotBeNull().Stage.ShouldBe(DialStage.ProxyRequest);
    }

    [Fact]
    public async Task Ask_FreshConnectionEndsTheSameWay_IsAskedNoThirdTime()
    {
        var opened = 0;
        var ready = Ready(new ScriptedChannel([], ChannelEnd.Reset), () =>
        {
            opened++;
            return new((new ScriptedChannel([], ChannelEnd.Reset), null));
        });

        (await Pipeline().AskAsync(ready, Socks5Command.Connect, Target, _timings)).Error!.Message.ShouldBe("reset the connection (greeting)");
        opened.ShouldBe(1);
    }

    [Fact]
    public async Task Ask_NoFreshConnection_SaysBoth()
    {
        var ready = Ready(new ScriptedChannel([], ChannelEnd.Reset), () =>
            new((null, new DialError(DialStage.Connect, DialErrorKind.UpstreamFailed, "upstream up cannot be reached: refused"))));

        var error = (await Pipeline().AskAsync(ready, Socks5Command.Connect, Target, _timings)).Error.ShouldNotBeNull();

        error.Message.ShouldBe("did not answer on the ready connection, and there is no other: upstream up cannot be reached: refused");
        error.Stage.ShouldBe(DialStage.Connect);
    }

    [Fact]
    public async Task Ask_Aborted_IsNotAskedAgain()
    {
        var pair = new Testing.DuplexPair();
        var ready = Ready(pair.Near, () => throw new InvalidOperationException("opened"), watch: true);
        var asking = Pipeline().AskAsync(ready, Socks5Command.Connect, Target, _timings).AsTask();
        await pair.Far.ReadExactlyAsync(Bytes(Request).Length).WaitAsync(Token);

        ready.Abort();

        (await asking.Limited()).Error.ShouldNotBeNull().Message.ShouldStartWith("was left");
    }

    private static Destination Target
    {
        get
        {
            Destination.TryFromHost("example.com", 443, out var target).ShouldBeTrue();
            return target;
        }
    }

    private static Socks5Pipeline Pipeline(string? user = "bob") => new(user, Encoding.UTF8.GetBytes("pw"), new FakeTimeProvider());

    private static ReadyChannel Ready(DuplexChannel channel, Func<ValueTask<(DuplexChannel?, DialError?)>> open, bool watch = false)
    {
        var connection = new ReadyConnection(channel, 0);
        if (watch)
        {
            connection.Start(_ => { });
        }

        connection.TryTake().ShouldBeTrue();
        return new ReadyChannel(connection, open);
    }

    private static string Written(ScriptedChannel channel) => Convert.ToHexString(channel.Written.ToArray());

    private static string Plain(string hex) => hex.Replace(" ", "", StringComparison.Ordinal);

    private static byte[] Bytes(string hex) => Convert.FromHexString(Plain(hex));
}
