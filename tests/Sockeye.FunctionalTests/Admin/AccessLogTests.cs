using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Admin;

/// <summary>One line a session on standard output, and never a secret.</summary>
public sealed class AccessLogTests : FunctionalTest
{
    private static readonly TestUser Alice = new("alice", "correct-horse-battery");

    [Fact]
    public async Task Text_OfASession_NamesUserClientTargetAndEnd()
    {
        var server = await OwnAsync(SockeyeServer.StartAsync(null, Alice));

        var (client, target) = await RunSessionAsync(server);

        var line = await server.WaitForAccessLineAsync("Completed");
        line.ShouldMatch($@"^\d{{4}}-\d\d-\d\dT\S+Z #\d+ alice {Regex.Escape(client)} socks-in socks5 localhost:{target} via direct \(.*\) up=5 down=5 .*Completed$");
    }

    [Fact]
    public async Task Json_OfASession_HasTheSameInFields()
    {
        var server = await OwnAsync(SockeyeServer.StartAsync(
            ServerConfiguration.Standard().With("log", new JsonObject { ["format"] = "json", ["access"] = true }), Alice));

        var (client, target) = await RunSessionAsync(server);

        var entry = JsonNode.Parse(await server.WaitForAccessLineAsync("\"end\":\"Completed\""))!;
        entry["user"]!.GetValue<string>().ShouldBe("alice");
        entry["client"]!.GetValue<string>().ShouldBe(client);
        entry["target"]!.GetValue<string>().ShouldBe($"localhost:{target}");
        entry["outbound"]!.GetValue<string>().ShouldBe("direct");
        entry["bytesFromClient"]!.GetValue<long>().ShouldBe(5);
        entry["bytesFromTarget"]!.GetValue<long>().ShouldBe(5);
        foreach (var line in server.Process.Lines("err"))
        {
            JsonNode.Parse(line).ShouldNotBeNull("the diagnostic log is JSON too");
        }
    }

    [Fact]
    public async Task Access_Off_WritesNoLine()
    {
        var server = await OwnAsync(SockeyeServer.StartAsync(
            ServerConfiguration.Standard().With("log", new JsonObject { ["access"] = false }), Alice));

        await RunSessionAsync(server);
        (await server.Process.StopAsync()).ShouldBe(0);

        server.Process.Lines("out").ShouldAllBe(line => line.StartsWith("listening ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FailedLogin_IsLoggedByNameEscapedAndWithoutThePassword()
    {
        var server = await OwnAsync(SockeyeServer.StartAsync(null, Alice));
        server.Command.Secret("guessed-password");
        await using (var connection = await server.ConnectAsync())
        {
            await connection.SendAsync(Socks5Messages.Greeting(2));
            await connection.SendAsync(Socks5Messages.Login("mallory\u001b[31m\nforged", "guessed-password"));
            await connection.WaitForEndAsync();
        }

        var line = await server.WaitForAccessLineAsync("AuthenticationFailed");
        line.ShouldContain("!mallory");
        line.ShouldNotContain("\u001b");
        server.Process.Lines("out").ShouldNotContain(text => text.StartsWith("forged", StringComparison.Ordinal));
    }

    private async Task<(string Client, int TargetPort)> RunSessionAsync(SockeyeServer server)
    {
        var target = Own(Targets.Echo());
        await using var connection = await server.ConnectAsync();
        await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);
        await connection.SendAsync("hello"u8.ToArray());
        (await connection.ReadExactlyAsync(5)).ShouldBe("hello"u8.ToArray());
        var client = connection.LocalEndPoint.ToString();
        await connection.EndSendingAsync();
        await connection.WaitForEndAsync();
        return (client, target.Port);
    }
}
