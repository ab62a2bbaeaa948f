using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Starting;

/// <summary>SIGTERM drains, SIGHUP reloads.</summary>
public sealed class SignalTests : FunctionalTest
{
    private static readonly TestUser Alice = new("alice", "correct-horse-battery");

    [Fact]
    public async Task Sigterm_WithAnOpenSession_LetsItFinishAndExits0()
    {
        var server = await OwnAsync(SockeyeServer.StartAsync(null, Alice));
        var target = Own(Targets.Echo());
        var connection = await OwnAsync(server.ConnectAsync());
        await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);

        server.Process.Send(Signal.Terminate);
        await Poll.UntilAsync(async () => !await Poll.AcceptsAsync(server.Port), "the listener closed");
        await connection.SendAsync("during the drain"u8.ToArray());
        (await connection.ReadExactlyAsync(16)).ShouldBe("during the drain"u8.ToArray());
        server.Process.HasExited.ShouldBeFalse();
        await connection.EndSendingAsync();

        (await server.Process.WaitForExitAsync()).ShouldBe(0, server.Output);
        await server.WaitForAccessLineAsync("Completed");
    }

    [Fact]
    public async Task Sigterm_WhenTheDrainLimitPasses_EndsSessionsAndExits0()
    {
        var server = await OwnAsync(SockeyeServer.StartAsync(ServerConfiguration.Standard().WithTimeout("drain", "1s"), Alice));
        var target = Own(Targets.Echo());
        var connection = await OwnAsync(server.ConnectAsync());
        await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);

        server.Process.Send(Signal.Terminate);

        await connection.WaitForEndAsync();
        (await server.Process.WaitForExitAsync()).ShouldBe(0, server.Output);
        await server.WaitForAccessLineAsync("ServerStopped");
    }

    [Fact]
    public async Task Sigint_Twice_StopsAtOnceAndExits0()
    {
        var server = await OwnAsync(SockeyeServer.StartAsync(null, Alice));
        var target = Own(Targets.Echo());
        var connection = await OwnAsync(server.ConnectAsync());
        await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);

        server.Process.Send(Signal.Interrupt);
        await Poll.UntilAsync(async () => !await Poll.AcceptsAsync(server.Port), "the listener closed");
        server.Process.Send(Signal.Interrupt);

        (await server.Process.WaitForExitAsync(TimeSpan.FromSeconds(10))).ShouldBe(0, server.Output);
    }

    [Fact]
    public async Task Sighup_WithAChangedRule_AppliesItAndKeepsSessions()
    {
        var server = await OwnAsync(SockeyeServer.StartAsync(null, Alice));
        var target = Own(Targets.Echo());
        var connection = await OwnAsync(server.ConnectAsync());
        await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);

        server.Command.Configure(ServerConfiguration.Standard().With("routing", new System.Text.Json.Nodes.JsonObject { ["default"] = "block" }));
        await server.ReloadAsync();

        var blocked = await OwnAsync(server.ConnectAsync());
        await blocked.LogInAsync(Alice.Name, Alice.Password);
        (await blocked.RequestAsync(Socks5Messages.Request("localhost", target.Port))).Code.ShouldBe(2);
        await connection.SendAsync("still here"u8.ToArray());
        (await connection.ReadExactlyAsync(10)).ShouldBe("still here"u8.ToArray());
    }

    [Fact]
    public async Task Sighup_WithABadFile_KeepsTheOldConfigurationAndSaysSo()
    {
        var server = await OwnAsync(SockeyeServer.StartAsync(null, Alice));
        var target = Own(Targets.Echo());

        server.Command.ConfigureText("{ \"routing\": { \"default\": \"nowhere\" } }");
        await server.ReloadAsync();

        var connection = await OwnAsync(server.ConnectAsync());
        await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);
        server.Process.Text("err").ShouldContain("nowhere");
    }
}
