using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Robustness;

/// <summary>Many at once, and too many.</summary>
public sealed class LoadTests : FunctionalTest
{
    private static readonly TestUser Alice = new("alice", "correct-horse-battery");

    [Fact]
    public async Task ThreeHundredSessions_AtOnce_AllComplete()
    {
        var server = await OwnAsync(SockeyeServer.StartAsync(null, Alice));
        var target = Own(Targets.Echo());

        await Task.WhenAll(Enumerable.Range(0, 300).Select(async number =>
        {
            await using var connection = await server.ConnectAsync();
            if (number % 2 == 0)
            {
                await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);
            }
            else
            {
                await connection.ConnectHttpAsync(Alice.Name, Alice.Password, $"localhost:{target.Port}");
            }

            var bytes = RandomNumberGenerator.GetBytes(20_000);
            await connection.SendAsync(bytes);
            (await connection.ReadExactlyAsync(bytes.Length)).ShouldBe(bytes);
            await connection.EndSendingAsync();
            (await connection.ReadToEndAsync()).ShouldBeEmpty();
        }));

        await Poll.UntilAsync(() => server.Process.Lines("out").Count(line => line.EndsWith("Completed", StringComparison.Ordinal)) == 300, "300 access lines");
        await Poll.UntilAsync(
            async () => Regex.IsMatch(await server.Admin.GetStringAsync(new Uri("metrics", UriKind.Relative)), @"(?m)^sockeye_sessions_active\S* 0$"),
            "no session left");
    }

    [Fact]
    public async Task Descriptors_Exhausted_PauseAcceptingAndItGoesOn()
    {
        using var command = new SockeyeCommand(ServerConfiguration.Standard().With("limits", new JsonObject { ["connections"] = 5000 }));
        await command.AddUserAsync(Alice.Name, Alice.Password);
        var server = await OwnAsync(SockeyeServer.AttachAsync(command, command.StartServeWithDescriptors(256)));
        var target = Own(Targets.Echo());
        var established = await OwnAsync(server.ConnectAsync());
        await established.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);

        var many = new List<ProxyConnection>();
        for (var count = 0; count < 300; count++)
        {
            many.Add(await ProxyConnection.OpenPlainAsync(server.Port));
        }

        await server.Process.WaitForLineAsync(new Regex("out of descriptors"));
        await established.SendAsync("meanwhile"u8.ToArray());
        (await established.ReadExactlyAsync(9)).ShouldBe("meanwhile"u8.ToArray());
        foreach (var connection in many)
        {
            await connection.DisposeAsync();
        }

        await server.Process.WaitForLineAsync(new Regex("accepting again"));
        var after = await OwnAsync(server.ConnectAsync());
        await after.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);
    }

    [Fact]
    public async Task ConnectionLimit_Reached_ClosesTheRestAndCountsThem()
    {
        var server = await OwnAsync(SockeyeServer.StartAsync(ServerConfiguration.Standard().With("limits", new JsonObject { ["connections"] = 5 }), Alice));
        var held = new List<ProxyConnection>();
        for (var count = 0; count < 5; count++)
        {
            held.Add(await OwnAsync(server.ConnectAsync()));
        }

        var sixth = await OwnAsync(ProxyConnection.OpenPlainAsync(server.Port));
        await sixth.WaitForEndAsync();

        (await server.Admin.GetStringAsync(new Uri("metrics", UriKind.Relative))).ShouldMatch(@"(?m)^sockeye_connections_rejected_total\S* 1$");
        await held[0].DisposeAsync();
        await Poll.UntilAsync(
            async () =>
            {
                await using var next = await ProxyConnection.OpenPlainAsync(server.Port);
                return await next.StaysOpenAsync(TimeSpan.FromMilliseconds(200));
            },
            "a place again");
    }
}
