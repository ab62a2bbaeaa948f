using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Starting;

/// <summary>What cannot be started says so in one line, with the exit status that fits.</summary>
public sealed class StartFaultTests : FunctionalTest
{
    [Fact]
    public async Task SecondServer_OnOneDataDirectory_Refuses()
    {
        using var command = new SockeyeCommand();
        await OwnAsync(SockeyeServer.StartAsync(command));

        var second = await command.RunAsync(["serve"]);

        second.ShouldExit(1).ErrorLines.ShouldHaveSingleItem().ShouldContain(command.DataDirectory);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public async Task Server_WhosePortIsInUse_Refuses(string address)
    {
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        holder.Listen();
        var port = ((IPEndPoint)holder.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
        using var command = new SockeyeCommand();

        var result = await command.RunAsync(["serve", "--listen", $"127.0.0.1:{port}"]);

        result.ShouldExit(1).ErrorLines.Where(line => line.StartsWith("sockeye: ", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain(port);
    }

    [Fact]
    public async Task TwoServers_OnOnePort_NeverShareIt()
    {
        using var first = new SockeyeCommand();
        using var second = new SockeyeCommand();
        var running = await OwnAsync(SockeyeServer.StartAsync(first));

        var result = await second.RunAsync(["serve", "--listen", $"127.0.0.1:{running.Port}"]);

        result.ShouldExit(1);
    }

    [Fact]
    public async Task Listen_ReplacesTheOnlyInboundsAddress()
    {
        using var command = new SockeyeCommand();
        var port = FreePort.Take();

        var server = await OwnAsync(SockeyeServer.StartAsync(command, "--listen", $"127.0.0.1:{port}"));

        server.Port.ShouldBe(port);
    }

    [Fact]
    public async Task Configuration_WithFaults_NamesEachWithFileAndLine()
    {
        using var command = new SockeyeCommand();
        command.ConfigureText("""
            {
              // a comment
              "inbounds": [ { "tag": "socks-in", "listen": "127.0.0.1:0", "protocls": ["socks5"] } ],
              "timeouts": { "idle": "soon" },
              "routing": { "default": "nowhere" }
            }
            """);

        foreach (var arguments in new string[][] { ["serve"], ["check"] })
        {
            var result = (await command.RunAsync(arguments)).ShouldExit(2);
            result.Error.ShouldContain($"{command.ConfigurationFile}:3:");
            result.Error.ShouldContain("protocols", customMessage: "the nearest known name");
            result.Error.ShouldContain($"{command.ConfigurationFile}:4:");
            result.Error.ShouldContain($"{command.ConfigurationFile}:5:");
        }
    }

    [Fact]
    public async Task Configuration_ThatIsNoJson_NamesTheLine()
    {
        using var command = new SockeyeCommand();
        command.ConfigureText("{\n  \"inbounds\": [\n}\n");

        (await command.RunAsync(["serve"])).ShouldExit(2).Error.ShouldContain($"{command.ConfigurationFile}:3:");
    }

    [Fact]
    public async Task Configuration_NamedButMissing_IsAFault()
    {
        using var command = new SockeyeCommand();
        File.Delete(command.ConfigurationFile);

        (await command.RunAsync(["serve"])).ShouldExit(2).Error.ShouldContain(command.ConfigurationFile);
    }

    [Fact]
    public async Task Plaintext_OffLoopback_IsRefusedUnlessAllowed()
    {
        using var command = new SockeyeCommand(ServerConfiguration.Standard().With(
            "inbounds", new JsonArray(new JsonObject { ["listen"] = "0.0.0.0:0", ["tls"] = "none" })));

        (await command.RunAsync(["serve"])).ShouldExit(2).Error.ShouldContain("allowPlaintext");
    }

    [Theory]
    [InlineData("serve", "--no-such-option")]
    [InlineData("no-such-command")]
    public async Task Usage_Wrong_IsStatus2(params string[] arguments)
    {
        using var command = new SockeyeCommand();

        (await command.RunAsync(arguments)).ShouldExit(2);
    }
}
