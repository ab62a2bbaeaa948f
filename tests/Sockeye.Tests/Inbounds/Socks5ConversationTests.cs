using System.Text;
using Sockeye.Core.Socks5;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Authentication;
using Sockeye.Tests.Sessions;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Inbounds;

/// <summary>SOCKS5 from the first byte to the last (RFC 1928, RFC 1929), in memory.</summary>
public sealed class Socks5ConversationTests : IAsyncLifetime
{
    private readonly SessionHarness _engine = new();

    private static byte[] Pipelined =>
        [.. Socks5Bytes.Greeting, .. Socks5Bytes.Login("alice", "secret"), .. Socks5Bytes.Connect("target.test", 443), .. "first"u8];

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task Connect_StepByStep_RelaysBothWays()
    {
        var client = _engine.Connect();
        await client.SendAsync([5, 3, 0, 1, 2]);
        await client.ExpectAsync("05 02");
        await client.SendAsync(Socks5Bytes.Login("alice", "secret"));
        await client.ExpectAsync("01 00");
        await client.SendAsync(Socks5Bytes.Connect("target.test", 443));
        await client.ExpectAsync(Socks5Bytes.Success);
        await client.SendAsync("question");
        Encoding.ASCII.GetString(await _engine.Outbound.Target.ReadExactlyAsync(8)).ShouldBe("question");
        await _engine.Outbound.Target.WriteAsync("answer"u8.ToArray()).Limited();
        await client.ExpectTextAsync("answer");
        await client.Channel.CompleteWritesAsync();
        (await _engine.Outbound.Target.ReadToEndAsync().Limited()).End.ShouldBe(ChannelEnd.Closed);
        await _engine.Outbound.Target.CompleteWritesAsync();

        (await client.RestAsync()).ShouldBe(("", ChannelEnd.Closed));
        (await client.EndAsync()).ShouldBe(SessionEndReason.Completed);
        client.Session.Protocol.ShouldBe("socks5");
        client.Session.User!.Name.ShouldBe("alice");
        client.Session.Destination.ToString().ShouldBe("target.test:443");
        client.Session.Outbound.ShouldBe("direct");
        client.Session.Rule.ShouldBe("default");
        (client.Session.BytesFromClient, client.Session.BytesFromTarget).ShouldBe((8, 6));
    }

    [Fact]
    public Task Connect_EverythingInOnePiece_LosesNoByte() => RunPipelinedAsync();

    [Fact]
    public Task Connect_OneByteAtATime_LosesNoByte() => RunPipelinedAsync(1);

    [Fact]
    public async Task Connect_CutAtEveryOffset_LosesNoByte()
    {
        for (var cut = 1; cut < Pipelined.Length; cut++)
        {
            await using var engine = new SessionHarness();
            await RunPipelinedAsync(engine, cut, int.MaxValue);
        }
    }

    [Fact]
    public async Task Connect_TargetSpeaksFirst_ReplyComesBefore()
    {
        await _engine.Outbound.Target.WriteAsync("220 banner"u8.ToArray()).Limited();
        var client = _engine.Connect();
        await client.SendAsync(Pipelined);
        await client.ExpectAsync("05 02 01 00");
        await client.ExpectAsync(Socks5Bytes.Success);
        await client.ExpectTextAsync("220 banner");
        await _engine.Outbound.Target.ReadExactlyAsync(5);
        _engine.Writes.Take(3).ShouldBe(["client", "client", "client"]);
    }

    [Theory]
    [InlineData("05 00")]
    [InlineData("05 01 00")]
    [InlineData("05 02 00 01")]
    [InlineData("05 01 FF")]
    public async Task Greeting_WithoutUsernamePassword_IsRefusedAndNothingMoreIsRead(string greeting)
    {
        var client = _engine.Connect();
        await client.SendAsync(Testing.ParserHarness.Hex(greeting), Socks5Bytes.Login("alice", "secret"), Socks5Bytes.Connect("target.test", 80));
        await client.Channel.CompleteWritesAsync();
        (await client.RestAsync()).ShouldBe(("05FF", ChannelEnd.Closed));
        (await client.EndAsync()).ShouldBe(SessionEndReason.NoAcceptableMethod);
        _engine.Outbound.Dials.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("alice", "wrong")]
    [InlineData("nobody", "secret")]
    public async Task Login_WrongNameOrPassword_Is0101AndNothingMoreIsRead(string user, string password)
    {
        var client = _engine.Connect();
        await client.SendAsync(Socks5Bytes.Greeting, Socks5Bytes.Login(user, password), Socks5Bytes.Connect("target.test", 80));
        await client.Channel.CompleteWritesAsync();
        (await client.RestAsync()).ShouldBe(("05020101", ChannelEnd.Closed));
        (await client.EndAsync()).ShouldBe(SessionEndReason.AuthenticationFailed);
        client.Session.RefusedUserName.ShouldBe(user);
        client.Session.User.ShouldBeNull();
        _engine.Outbound.Dials.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("02 01 61 01 62")]
    [InlineData("01 00")]
    [InlineData("01 01 61 00")]
    public async Task Login_Malformed_Is0101(string login)
    {
        var client = _engine.Connect();
        await client.SendAsync(Socks5Bytes.Greeting, Testing.ParserHarness.Hex(login));
        await client.Channel.CompleteWritesAsync();
        (await client.RestAsync()).ShouldBe(("05020101", ChannelEnd.Closed));
        (await client.EndAsync()).ShouldBe(SessionEndReason.MalformedRequest);
    }

    [Fact]
    public async Task Login_NoPlaceInTheHashingQueue_ClosesWithoutAStatus()
    {
        using var hasher = new ControlledHasher();
        hasher.Hold();
        await using var engine = new SessionHarness(hasher, new AuthenticationOptions { HashingThreads = 1, MaxHashes = 1, MaxHashesPerSource = 1 });
        var first = engine.Connect();
        await first.SendAsync(Socks5Bytes.Greeting, Socks5Bytes.Login("alice", "one"));
        await hasher.StartedAsync();

        var client = engine.Connect();
        await client.SendAsync(Socks5Bytes.Greeting, Socks5Bytes.Login("bob", "two"));
        (await client.RestAsync()).Hex.ShouldBe("0502");
        (await client.EndAsync()).ShouldBe(SessionEndReason.AuthenticationOverloaded);
        hasher.ReleaseAll();
    }

    [Theory]
    [InlineData(Socks5Command.Bind, "0.0.0.0")]
    [InlineData(Socks5Command.UdpAssociate, "0.0.0.0")]
    [InlineData(Socks5Command.Connect, ReservedUdpNames.Version1)]
    [InlineData(Socks5Command.Connect, "SP.v2.udp-over-tcp.ARPA")]
    public async Task Request_CommandNotServed_Is07(Socks5Command command, string host)
    {
        var client = _engine.Connect();
        await client.LogInAsync();
        await client.SendAsync(Socks5Bytes.Request(command, host, 0));
        await client.Channel.CompleteWritesAsync();
        (await client.RestAsync()).ShouldBe(("05070001000000000000", ChannelEnd.Closed));
        (await client.EndAsync()).ShouldBe(SessionEndReason.CommandNotSupported);
        _engine.Outbound.Dials.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("05 F0 00 01 7F 00 00 01 00 50", "07", SessionEndReason.CommandNotSupported)]
    [InlineData("05 01 00 07 7F 00 00 01 00 50", "08", SessionEndReason.MalformedRequest)]
    [InlineData("05 01 00 01 7F 00 00 01 00 00", "01", SessionEndReason.MalformedRequest)]
    [InlineData("05 01 00 03 00 00 50", "01", SessionEndReason.MalformedRequest)]
    [InlineData("04 01 00 01 7F 00 00 01 00 50", "01", SessionEndReason.MalformedRequest)]
    public async Task Request_ThatCannotBeServed_HasItsWholeReply(string request, string code, SessionEndReason reason)
    {
        var client = _engine.Connect();
        await client.LogInAsync();
        await client.SendAsync(Testing.ParserHarness.Hex(request));
        await client.Channel.CompleteWritesAsync();
        (await client.RestAsync()).ShouldBe(($"05{code}0001000000000000", ChannelEnd.Closed));
        (await client.EndAsync()).ShouldBe(reason);
        _engine.Outbound.Dials.ShouldBeEmpty();
    }

    [Fact]
    public async Task Request_UserWithoutConnect_Is02()
    {
        _engine.Users.Change("alice", user => user with { Commands = UserCommands.Udp });
        var client = _engine.Connect();
        await client.LogInAsync();
        await client.SendAsync(Socks5Bytes.Connect("target.test", 80));
        await client.Channel.CompleteWritesAsync();
        (await client.RestAsync()).ShouldBe(("05020001000000000000", ChannelEnd.Closed));
        (await client.EndAsync()).ShouldBe(SessionEndReason.CommandNotAllowed);
    }

    [Theory]
    [InlineData("", SessionEndReason.ClientClosed)]
    [InlineData("05", SessionEndReason.ClientClosed)]
    [InlineData("05 01 02 01 05 61", SessionEndReason.ClientClosed)]
    [InlineData("04 01 00 50 7F 00 00 01 00", SessionEndReason.Socks4Refused)]
    [InlineData("16 03 01 02 00", SessionEndReason.UnknownProtocol)]
    [InlineData("00", SessionEndReason.UnknownProtocol)]
    [InlineData("67 65 74", SessionEndReason.UnknownProtocol)]
    public async Task Connection_ThatGetsNowhere_IsToldByItsReason(string bytes, SessionEndReason reason)
    {
        var client = _engine.Connect();
        if (bytes.Length > 0)
        {
            await client.SendAsync(Testing.ParserHarness.Hex(bytes));
        }

        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(reason);
        (await client.RestAsync()).Hex.ShouldBe(bytes.StartsWith("05 01 02", StringComparison.Ordinal) ? "0502" : "");
    }

    [Theory]
    [InlineData(InboundProtocols.Http, "05 01 02")]
    [InlineData(InboundProtocols.Socks5, "43 4F 4E 4E 45 43 54 20")]
    public async Task FirstByte_OfAProtocolThatIsNotServedHere_Closes(InboundProtocols protocols, string bytes)
    {
        var client = _engine.Connect(protocols);
        await client.SendAsync(Testing.ParserHarness.Hex(bytes));
        (await client.EndAsync()).ShouldBe(SessionEndReason.UnknownProtocol);
        (await client.RestAsync()).Hex.ShouldBe("");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connection_CutShortBeforeTheRequest_IsToldApart(bool afterGreeting)
    {
        var truncated = _engine.Connect();
        var reset = _engine.Connect();
        foreach (var client in (SessionClient[])[truncated, reset])
        {
            if (afterGreeting)
            {
                await client.SendAsync(Socks5Bytes.Greeting);
                await client.ExpectAsync("05 02");
            }
        }

        truncated.Channel.Truncate();
        reset.Channel.Abort();
        (await truncated.EndAsync()).ShouldBe(SessionEndReason.ClientTruncated);
        (await reset.EndAsync()).ShouldBe(SessionEndReason.ClientReset);
    }

    private Task RunPipelinedAsync(params int[] pieces) => RunPipelinedAsync(_engine, pieces);

    private static async Task RunPipelinedAsync(SessionHarness engine, params int[] pieces)
    {
        var client = engine.Connect(pieces);
        await client.SendAsync(Pipelined);
        await client.ExpectAsync("05 02 01 00");
        await client.ExpectAsync(Socks5Bytes.Success);
        Encoding.ASCII.GetString(await engine.Outbound.Target.ReadExactlyAsync(5)).ShouldBe("first");
        engine.Outbound.Dials.Single().ToString().ShouldBe("target.test:443");
        client.Session.BytesFromClient.ShouldBe(5);
    }
}
