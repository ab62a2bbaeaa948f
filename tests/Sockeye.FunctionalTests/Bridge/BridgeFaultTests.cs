using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Bridge;

/// <summary>What the bridge says of a server that is not there, not the right one, or does not want it.</summary>
public abstract class BridgeFaultTests<TKind>(SockeyeFixture<TKind> fixture) : SharedServerTest<TKind>(fixture)
    where TKind : ITlsKind
{
    [Fact]
    public async Task Password_Wrong_EndsTheStartWithOneLine()
    {
        var result = await RunAsync("not-the-right-one", SockeyeBridge.Arguments(User, Server.Port));

        var line = result.ShouldExit(1).ErrorLines.ShouldHaveSingleItem();
        line.ShouldContain("refused the user name and password");
        line.ShouldContain("sockeye user password");
        result.Out.ShouldBe("");
    }

    [Fact]
    public async Task Certificate_OfAnAuthorityThatIsNotTrusted_EndsTheStartAndAdvisesCa()
    {
        var line = (await RunAsync(Password, $"socks5s://{User}@localhost:{Server.Port}")).ShouldExit(1).ErrorLines.ShouldHaveSingleItem();
        line.ShouldContain("certificate");
        line.ShouldContain("--ca");
    }

    [Fact]
    public async Task Certificate_ForAnotherName_EndsTheStartAndAdvisesServerName()
    {
        var line = (await RunAsync(Password, [.. SockeyeBridge.Arguments(User, Server.Port), "--server-name", "other.test"]))
            .ShouldExit(1).ErrorLines.ShouldHaveSingleItem();
        line.ShouldContain("hostname mismatch: the certificate is not for other.test");
        line.ShouldContain("--server-name");
    }

    [Fact]
    public async Task Pin_Wrong_EndsTheStartAndWarns()
    {
        var line = (await RunAsync(Password, [$"socks5s://{User}@localhost:{Server.Port}", "--pin", new string('0', 64)]))
            .ShouldExit(1).ErrorLines.ShouldHaveSingleItem();
        line.ShouldContain("pinned");
        line.ShouldContain("somebody stands in between");
    }

    [Fact]
    public async Task Pin_Right_NeedsNoAuthority()
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(TestAuthority.Localhost.CertificateFile);
        var pin = Convert.ToHexString(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        var target = Own(Targets.SpeaksFirst("hello"));
        var bridge = await OwnAsync(SockeyeBridge.StartAsync(
            Server.Command, Password, $"socks5s://{User}@127.0.0.1:{Server.Port}", "--pin", pin, "--tls", TKind.Provider));

        await using var connection = await bridge.ConnectAsync(target.Port);
        (await connection.ReadExactlyAsync(5)).ShouldBe("hello"u8.ToArray());
    }

    [Fact]
    public async Task Server_ThatSpeaksNoTls_EndsTheStart()
    {
        var target = Own(Targets.SpeaksFirst("SSH-2.0-something\r\n"));
        (await RunAsync(Password, SockeyeBridge.Arguments(User, target.Port))).ShouldExit(1).Error.ShouldContain("right port");
    }

    [Fact]
    public async Task Server_NotThere_IsToldOnceAndTheBridgeListens()
    {
        var bridge = await OwnAsync(SockeyeBridge.StartAsync(
            Server.Command, Password, [.. SockeyeBridge.Arguments(User, FreePort.Take()), "--tls", TKind.Provider]));

        (await bridge.ReplyAsync(80)).ShouldBe(1);
        (await bridge.ReplyAsync(80)).ShouldBe(1);

        bridge.Process.Lines("err").ShouldHaveSingleItem().ShouldContain("cannot be reached");
        (await bridge.Process.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Port_InUse_EndsTheStart()
    {
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        holder.Listen();
        var port = ((IPEndPoint)holder.LocalEndPoint!).Port;

        (await Server.Command.RunConnectAsync(Password, [.. SockeyeBridge.Arguments(User, Server.Port), "--listen", $"127.0.0.1:{port}"]))
            .ShouldExit(1).ErrorLines.ShouldHaveSingleItem().ShouldContain($"{port}");
    }

    private Task<ProgramResult> RunAsync(string password, params string[] arguments) =>
        Server.Command.RunConnectAsync(password, ["--listen", "127.0.0.1:0", "--tls", TKind.Provider, .. arguments]);
}

public sealed class BridgeFaultOverOpenSslTests(SockeyeFixture<OpenSsl> fixture) : BridgeFaultTests<OpenSsl>(fixture);

public sealed class BridgeFaultOverSslStreamTests(SockeyeFixture<SslStreamKind> fixture) : BridgeFaultTests<SslStreamKind>(fixture);
