using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Sockeye.Engine.Listening;
using Sockeye.Engine.Sessions;
using Sockeye.Tests.Sessions;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Listening;

public sealed class ListenerTests
{
    [Fact]
    public async Task Start_PortInUse_IsOneLineThatSaysWhereAndWhatToDo()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var port = ((IPEndPoint)other.LocalEndPoint!).Port;
        await using var harness = new UnstartedServer();

        var refused = Should.Throw<ListenException>(() => harness.Server.Start([ServerHarness.Inbound(port)]));
        refused.Message.ShouldStartWith($"127.0.0.1:{port} is in use");
        refused.Message.ShouldContain("--listen");
        refused.Message.ShouldNotContain('\n');
    }

    [Fact]
    public async Task Start_SecondInboundCannotListen_TheFirstDoesNotEither()
    {
        await using var running = ServerHarness.Start();
        await using var harness = new UnstartedServer();
        var free = FreePort();
        Should.Throw<ListenException>(() => harness.Server.Start([ServerHarness.Inbound(free), ServerHarness.Inbound(running.EndPoint.Port)]));
        harness.Server.EndPoints.ShouldBeEmpty();
        harness.Server.IsAccepting.ShouldBeFalse();
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        (await Should.ThrowAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, free)))
            .SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    [Fact]
    public async Task Start_SecondServerOnThePort_IsRefusedAndTheFirstKeepsAll()
    {
        await using var first = ServerHarness.Start();
        await using var second = new UnstartedServer();
        Should.Throw<ListenException>(() => second.Server.Start([ServerHarness.Inbound(first.EndPoint.Port)]));
        for (var i = 0; i < 8; i++)
        {
            var client = await first.ConnectAsync([5, 1, 0]);
            (await ServerHarness.ReadAsync(client, 2)).ShouldBe("05FF");
        }
    }

    [Fact]
    public void Start_AddressOfAnotherMachine_SaysSo()
    {
        var listen = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0);
        var fault = ListenException.From(listen, new SocketException((int)SocketError.AddressNotAvailable));
        fault.Message.ShouldBe("192.0.2.1 is not an address of this machine; listen on one that it has, or on 0.0.0.0 or [::] for all");
        ListenException.From(listen, new SocketException((int)SocketError.AddressFamilyNotSupported)).Message.ShouldContain("no IPv4");
        ListenException.From(listen, new SocketException((int)SocketError.AccessDenied)).Message.ShouldContain("CAP_NET_BIND_SERVICE");
    }

    [Fact]
    public async Task ConnectionLimit_Reached_ClosesSaysSoOnceAndGoesOn()
    {
        await using var harness = ServerHarness.Start(connections: 1);
        var first = await harness.ConnectAsync();
        await Waiting.Until(() => harness.Limiter.Held == 1);
        for (var i = 0; i < 3; i++)
        {
            (await ServerHarness.ReadToEndAsync(await harness.ConnectAsync())).ShouldBe("");
        }

        harness.Log.Entries.Count(e => e.Contains("limit of 1", StringComparison.Ordinal)).ShouldBe(1);
        harness.Registry.Count.ShouldBe(1);
        first.Dispose();
        (await harness.LineAsync()).End.ShouldBe(SessionEndReason.ClientClosed);
        await Waiting.Until(() => harness.Limiter.Held == 0);
        (await ServerHarness.ReadAsync(await harness.ConnectAsync([5, 1, 0]), 2)).ShouldBe("05FF");

        // Who comes and goes around the limit does not fill the log.
        await harness.ConnectAsync();
        await Waiting.Until(() => harness.Limiter.Held == 1);
        (await ServerHarness.ReadToEndAsync(await harness.ConnectAsync())).ShouldBe("");
        harness.Log.Entries.Count(e => e.Contains("limit of 1", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Session_OverTls_IsServedAndKnowsIt()
    {
        using var tls = Kinds.Provider(Kinds.OpenSsl).CreateServer(new() { Certificates = [Testing.TestCertificates.Issue("localhost")] });
        await using var harness = ServerHarness.Start(ServerHarness.Inbound(tls: tls));
        using var client = Kinds.Provider(Kinds.OpenSsl).CreateClient(
            new() { ServerName = "localhost", Authorities = [Testing.TestCertificates.Authority.Certificate] });
        var handshake = await client.ConnectAsync(await harness.ConnectAsync(), TestContext.Current.CancellationToken).Limited();
        await using var channel = handshake.Channel.ShouldNotBeNull();
        await channel.WriteAsync(new byte[] { 5, 1, 0 }).Limited();
        Convert.ToHexString(await channel.ReadExactlyAsync(2)).ShouldBe("05FF");
        await channel.CompleteWritesAsync().Limited();
        var line = await harness.LineAsync();
        line.End.ShouldBe(SessionEndReason.NoAcceptableMethod);
        line.Stages.ShouldContain(s => s.Key == "tls");
    }

    [Theory]
    [InlineData("474554202F20485454502F312E310D0A0D0A")]
    [InlineData("050102")]
    public async Task Session_PlainBytesOnATlsInbound_IsAFailedHandshake(string bytes)
    {
        using var tls = Kinds.Provider(Kinds.OpenSsl).CreateServer(new() { Certificates = [Testing.TestCertificates.Issue("localhost")] });
        await using var harness = ServerHarness.Start(ServerHarness.Inbound(tls: tls));
        var client = await harness.ConnectAsync(Convert.FromHexString(bytes));
        client.Shutdown(SocketShutdown.Send);
        await ServerHarness.ReadToEndAsync(client);
        var line = await harness.LineAsync();
        line.End.ShouldBe(SessionEndReason.TlsFailed);
        line.Detail.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Session_ThatIsAnAuthoritysChallenge_IsNoFailedHandshake()
    {
        var answer = Testing.TestCertificates.SelfSigned("a.example");
        using var tls = Kinds.Provider(Kinds.OpenSsl).CreateServer(
            new() { Certificates = [Testing.TestCertificates.Issue("localhost")], ChallengeCertificate = name => name == "a.example" ? answer : null });
        await using var harness = ServerHarness.Start(ServerHarness.Inbound(tls: tls));
        var socket = await harness.ConnectAsync();
        await using var client = new SslStream(new NetworkStream(socket), false, (_, certificate, _, _) => certificate is not null);
        await client.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "a.example", ApplicationProtocols = [new("acme-tls/1")] }).Limited();

        var line = await harness.LineAsync();

        line.End.ShouldBe(SessionEndReason.ChallengeAnswered);
        line.Detail.ShouldBe("a.example");
        line.Protocol.ShouldBeNull();
        harness.Log.Entries.ShouldNotContain(e => e.Contains("handshake failed", StringComparison.Ordinal));
        await Waiting.Until(() => harness.Limiter.Held == 0);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private sealed class UnstartedServer : IAsyncDisposable
    {
        private readonly ServerHarness _harness = new();

        public ProxyServer Server => _harness.Server;

        public ValueTask DisposeAsync() => _harness.DisposeAsync();
    }
}
