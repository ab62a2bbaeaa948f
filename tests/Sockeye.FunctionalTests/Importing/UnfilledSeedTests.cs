using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Importing;

/// <summary>The seed's files as they are printed, nothing put in: every fault is told with its place, and nothing happens.</summary>
public sealed class UnfilledSeedTests : FunctionalTest
{
    private readonly TempDirectory _folder = new();
    private readonly SockeyeCommand _command = new();

    private protected override ValueTask StartAsync()
    {
        Own(new Cleanup(_folder, _command));
        foreach (var (name, text) in OldSystem.Printed)
        {
            _folder.Write(name, text);
        }

        _command.Change(configuration => configuration.Remove("inbounds"));
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("check")]
    [InlineData("import")]
    [InlineData("import", "--dry-run")]
    [InlineData("serve")]
    [InlineData("route", "alice", "example.com:443")]
    public async Task Command_OnTheFilesAsPrinted_NamesEveryFaultWithItsPlace(params string[] arguments)
    {
        var result = (await _command.RunAsync(
            [.. arguments, "--haproxy", _folder.File("haproxy.cfg"), "--xray", _folder.File("xray_config.json"), "--users", _folder.File("users.json")])).ShouldExit(2);

        var faults = result.ErrorLines.Where(line => !line.StartsWith("warning: ", StringComparison.Ordinal)).ToList();
        faults.ShouldContain(line => line.Contains("/haproxy.cfg:2:25 ", StringComparison.Ordinal) && line.Contains("DOMAIN", StringComparison.Ordinal), result.Description);
        faults.ShouldContain(
            line => line.Contains("/xray_config.json:13:21 inbounds[0].settings.accounts[0].pass: \"hashed_password_here\" is a placeholder", StringComparison.Ordinal), result.Description);
        faults.ShouldContain(
            line => line.Contains("/users.json:7:25 users[0].socks_password: ", StringComparison.Ordinal) && line.Contains("placeholder", StringComparison.Ordinal), result.Description);
        faults.Count.ShouldBe(arguments[0] == "check" ? 3 : 4, result.Description);
        if (arguments[0] != "check")
        {
            faults[^1].ShouldBe("sockeye: the files have 3 faults");
        }

        if (arguments[0] != "route")
        {
            result.Error.ShouldMatch(@"(?m)^warning: .*xray_config\.json:\d+:\d+ routing\.rules\[0\]\.outboundTag: .*""external-proxy""");
        }
    }

    [Fact]
    public async Task Check_AsJson_GivesThePlacesAsFields()
    {
        var result = (await _command.RunAsync(["check", "--json", "--users", _folder.File("users.json")])).ShouldExit(2);

        var fault = System.Text.Json.Nodes.JsonNode.Parse(result.Out)!["faults"]!.AsArray().ShouldHaveSingleItem()!;
        fault["file"]!.GetValue<string>().ShouldBe(_folder.File("users.json"));
        (fault["line"]!.GetValue<int>(), fault["path"]!.GetValue<string>()).ShouldBe((7, "users[0].socks_password"));
    }

    private sealed class Cleanup(params IDisposable[] owned) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            foreach (var one in owned)
            {
                one.Dispose();
            }

            return ValueTask.CompletedTask;
        }
    }
}
