using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Bridge;

/// <summary>A server that goes away and comes back.</summary>
public abstract partial class BridgeReconnectTests<TKind> : FunctionalTest
    where TKind : ITlsKind
{
    private const string User = "alice";
    private const string Password = "correct-horse-battery";

    private readonly int _port = FreePort.Take();
    private SockeyeCommand _command = null!;

    [Fact]
    public async Task Server_Restarted_IsFoundAgainAndEachChangeIsOneLine()
    {
        var target = Own(Targets.Echo());
        var server = await SockeyeServer.StartAsync(_command);
        var bridge = await StartBridgeAsync();
        await EchoAsync(bridge, target);

        (await server.Process.StopAsync()).ShouldBe(0);
        await server.DisposeAsync();
        (await bridge.ReplyAsync(target.Port)).ShouldBe(1);
        (await bridge.ReplyAsync(target.Port)).ShouldBe(1);

        await OwnAsync(SockeyeServer.StartAsync(_command));
        await EchoAsync(bridge, target);
        await bridge.Process.WaitForLineAsync(AgainLine());
        bridge.Process.Lines("err").Count.ShouldBe(2, bridge.Output);
        (await bridge.Process.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Server_RestartedWhileConnectionsWereReady_CostsNoSession()
    {
        var target = Own(Targets.Echo());
        var server = await SockeyeServer.StartAsync(_command);
        var bridge = await StartBridgeAsync();
        await EchoAsync(bridge, target);

        // At once, so that nothing has time to tell the bridge.
        server.Process.Send(Signal.Kill);
        await server.Process.WaitForExitAsync();
        await server.DisposeAsync();
        await OwnAsync(SockeyeServer.StartAsync(_command));

        await EchoAsync(bridge, target);
    }

    [Fact]
    public async Task Server_ThatComesLater_IsFound()
    {
        var target = Own(Targets.Echo());
        var bridge = await StartBridgeAsync();
        (await bridge.ReplyAsync(target.Port)).ShouldBe(1);

        await OwnAsync(SockeyeServer.StartAsync(_command));
        await EchoAsync(bridge, target);
        await bridge.Process.WaitForLineAsync(AgainLine());
    }

    [Fact]
    public async Task Password_ChangedMeanwhile_IsToldOnce()
    {
        var target = Own(Targets.Echo());
        var server = await OwnAsync(SockeyeServer.StartAsync(_command));
        var bridge = await StartBridgeAsync();
        await EchoAsync(bridge, target);

        (await server.Command.RunAsync(["user", "password", User, "--password-stdin"], _command.Secret("another-good-password") + "\n")).ShouldExit(0);

        await Poll.UntilAsync(async () => await bridge.ReplyAsync(target.Port) == 1, "the old password refused");
        (await bridge.ReplyAsync(target.Port)).ShouldBe(1);
        bridge.Process.Lines("err").ShouldHaveSingleItem().ShouldContain("refused the user name and password");
    }

    private protected override async ValueTask StartAsync()
    {
        var configuration = ServerConfiguration.Of<TKind>();
        configuration["inbounds"]![0]!["listen"] = $"127.0.0.1:{_port}";
        _command = new SockeyeCommand(configuration);
        Own(new Owned(_command));
        await _command.AddUserAsync(User, Password);
    }

    private async Task<SockeyeBridge> StartBridgeAsync() => await OwnAsync(SockeyeBridge.StartAsync(
        _command, Password, [.. SockeyeBridge.Arguments(User, _port), "--tls", TKind.Provider]));

    private static async Task EchoAsync(SockeyeBridge bridge, TargetServer target)
    {
        await using var connection = await bridge.ConnectAsync(target.Port);
        await connection.SendAsync("ping"u8.ToArray());
        (await connection.ReadExactlyAsync(4)).ShouldBe("ping"u8.ToArray());
    }

    [GeneratedRegex("^sockeye: the server can be reached again$")]
    private static partial Regex AgainLine();

    private sealed class Owned(IDisposable inner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            inner.Dispose();
            return default;
        }
    }
}

public sealed class BridgeReconnectOverOpenSslTests : BridgeReconnectTests<OpenSsl>;

public sealed class BridgeReconnectOverSslStreamTests : BridgeReconnectTests<SslStreamKind>;
