using System.Text;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.HttpForwarding;

public sealed class HttpForwardingLoginTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    [Fact]
    public async Task Request_NoCredentials_Is407WithChallengeAndMayRepeat()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering(Ok);
        var client = proxy.Connect();
        await client.SendAsync($"POST {ForwardingHarness.Url(origin)} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
        var refusal = await client.ReceiveAsync();
        refusal.Status.ShouldBe(407);
        refusal.Header("Proxy-Authenticate").ShouldBe("Basic realm=\"sockeye\", charset=\"UTF-8\"");
        refusal.Header("Connection").ShouldBeNull();
        client.Session.Stage.ShouldBe(SessionStage.Login);

        await client.GetAsync(ForwardingHarness.Url(origin));
        (await client.ReceiveAsync()).Body.ShouldBe("hi");
        client.Session.User!.Name.ShouldBe("alice");
        client.Session.Stage.ShouldBe(SessionStage.Relay);
        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.Completed);
        origin.Heads.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("Proxy-Authorization: Bearer abc\r\n")]
    [InlineData("Proxy-Authorization: Basic ###\r\n")]
    [InlineData("Proxy-Authorization: Basic YTpi\r\nProxy-Authorization: Basic YTpi\r\n")]
    public async Task Request_CredentialsUnreadable_IsNoFailedLogin(string header)
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        var client = proxy.Connect();
        await client.SendAsync($"GET http://origin.test/ HTTP/1.1\r\nHost: x\r\n{header}\r\n");
        (await client.ReceiveAsync()).Status.ShouldBe(407);
        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.CredentialsMissing);
        client.Session.RefusedUserName.ShouldBeNull();
    }

    [Fact]
    public async Task Request_WrongPassword_Is407AndCloses()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        var client = proxy.Connect();
        await client.SendAsync($"GET http://origin.test/ HTTP/1.1\r\nHost: x\r\n{ForwardingHarness.Login("alice", "guess")}\r\n");
        var refusal = await client.ReceiveAsync();
        refusal.Status.ShouldBe(407);
        refusal.Header("Connection").ShouldBe("close");
        (await client.ReceiveToEndAsync()).ShouldBe(("", ChannelEnd.Closed));
        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.AuthenticationFailed);
        client.Session.RefusedUserName.ShouldBe("alice");
        client.Session.User.ShouldBeNull();
        proxy.Direct.Dials.ShouldBeEmpty();
    }

    [Fact]
    public async Task Request_UserDisabledSince_IsRefused()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering(Ok);
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin));
        (await client.ReceiveAsync()).Status.ShouldBe(200);
        proxy.Users.Change("alice", user => user with { Enabled = false });
        await client.GetAsync(ForwardingHarness.Url(origin));
        (await client.ReceiveAsync()).Status.ShouldBe(407);
        origin.Heads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Request_ConnectNotAllowed_Is403()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        proxy.Users.Change("alice", user => user with { Commands = UserCommands.Udp });
        var client = proxy.Connect();
        await client.GetAsync("http://origin.test/");
        (await client.ReceiveAsync()).Status.ShouldBe(403);
        (await proxy.LineAsync(0)).End.ShouldBe(SessionEndReason.CommandNotAllowed);
        proxy.Direct.Dials.ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_OfTwoUsersOnOneConnection_UseConnectionsOfTheirOwn()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering(Ok);
        var client = proxy.Connect();
        foreach (var user in new[] { "alice", "bob", "alice", "bob" })
        {
            await client.GetAsync(ForwardingHarness.Url(origin), user);
            (await client.ReceiveAsync()).Status.ShouldBe(200);
            client.Session.User!.Name.ShouldBe(user);
        }

        origin.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task Request_PasswordChangedOrRoutesReloaded_UsesNoOldConnection()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering(Ok);
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin));
        await client.ReceiveAsync();
        proxy.Users.Change("alice", user => user with { PasswordVersion = user.PasswordVersion + 1 });
        await client.GetAsync(ForwardingHarness.Url(origin));
        await client.ReceiveAsync();
        origin.Connections.ShouldBe(2);
        var reloaded = new LoopbackOutbound("direct");
        proxy.Router.Replace(ForwardingHarness.SnapshotWith(reloaded));
        await client.GetAsync(ForwardingHarness.Url(origin));
        await client.ReceiveAsync();
        origin.Connections.ShouldBe(3);
        reloaded.Dials.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Request_SessionEndedByRevocation_EndsInMidAnswer()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin));
        await client.ReceiveHeadAsync();
        (await client.ReceiveAsync(4)).ShouldBe("part");
        client.Session.End(SessionEndReason.UserRevoked);
        (await client.EndAsync()).ShouldBe(SessionEndReason.UserRevoked);
        (await proxy.LineAsync(0)).End.ShouldBe(SessionEndReason.UserRevoked);
    }

    [Fact]
    public async Task Request_ReadAheadByDetection_ComesFirst()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering(Ok);
        var request = $"GET {ForwardingHarness.Url(origin)} HTTP/1.1\r\nHost: x\r\n{ForwardingHarness.Login("alice")}\r\n";
        var client = proxy.Connect(request[..40]);
        foreach (var c in Encoding.Latin1.GetBytes(request[40..]))
        {
            await client.SendAsync(new[] { c });
        }

        (await client.ReceiveAsync()).Body.ShouldBe("hi");
    }
}
