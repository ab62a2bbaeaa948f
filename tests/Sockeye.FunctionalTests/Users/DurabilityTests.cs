using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Users;

/// <summary>What a command said is done stays done.</summary>
public sealed class DurabilityTests : FunctionalTest
{
    [Fact]
    public async Task Sigkill_RightAfterUserAdd_LosesNoUser()
    {
        using var command = new SockeyeCommand();
        for (var round = 0; round < 3; round++)
        {
            await using var server = await SockeyeServer.StartAsync(command, "--no-first-user");
            await command.AddUserAsync($"user-{round}", $"password-of-round-{round}");
            server.Process.Send(Signal.Kill);
            await server.Process.WaitForExitAsync();
        }

        var again = await OwnAsync(SockeyeServer.StartAsync(command));
        JsonNode.Parse((await command.DoAsync("user", "list", "--json")).Out)!.AsArray().Count.ShouldBe(3);
        for (var round = 0; round < 3; round++)
        {
            await using var connection = await again.ConnectAsync();
            await connection.LogInAsync($"user-{round}", $"password-of-round-{round}");
        }
    }
}
