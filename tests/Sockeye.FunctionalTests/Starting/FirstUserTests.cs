using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Starting;

/// <summary>The first start on a fresh machine, standard output not being a terminal.</summary>
public sealed class FirstUserTests : FunctionalTest
{
    [Fact]
    public async Task FirstStart_OnAFreshDirectory_MakesAUserWhoseCommandWorks()
    {
        // No certificate given: the local authority's.
        using var command = new SockeyeCommand(OwnAuthority());
        var server = await OwnAsync(SockeyeServer.StartAsync(command));
        var target = await OwnAsync(HttpTarget.StartAsync());

        var file = (await server.Process.WaitForLineAsync(new Regex(@"called sockeye; .* in (?<file>/\S+)$"))).Groups["file"].Value;
        file.ShouldStartWith(command.DataDirectory);
        var text = await File.ReadAllTextAsync(file);
        var password = command.Secret(new Regex(@"^password: (?<password>\S+)", RegexOptions.Multiline).Match(text).Groups["password"].Value);
        password.Length.ShouldBeGreaterThanOrEqualTo(16);
        text.ShouldContain($"socks5s://sockeye:{password}@127.0.0.1:{server.Port}");

        // The command as it stands there, with a target that is here.
        var curl = text.Split('\n').Single(line => line.TrimStart().StartsWith("curl ", StringComparison.Ordinal)).Trim();
        RealProgram.Require("curl");
        var result = await ChildProcess.RunAsync(
            "the command to copy", RealProgram.Require("bash"), ["-c", curl.Replace("https://example.com/", $"{target.Url}/copied", StringComparison.Ordinal)]);
        result.ShouldExit(0).Out.ShouldStartWith("GET /copied 0 ");
    }

    [Fact]
    public async Task FirstStart_LeavesEveryFileToItsOwnerOnly()
    {
        using var command = new SockeyeCommand(OwnAuthority());
        await OwnAsync(SockeyeServer.StartAsync(command));
        await Poll.UntilAsync(() => File.Exists(Path.Combine(command.DataDirectory, "first-user.txt")), "the first user's file");

        Octal(command.DataDirectory).ShouldBe("700");
        foreach (var file in Directory.GetFiles(command.DataDirectory, "*", SearchOption.AllDirectories))
        {
            // The authority's certificate is there to be given away.
            if (Path.GetFileName(file) != "ca.pem")
            {
                Octal(file).ShouldBe("600", file);
            }
        }
    }

    [Fact]
    public async Task Start_WithADirectoryOpenToOthers_TightensIt()
    {
        using var command = new SockeyeCommand();
        Directory.CreateDirectory(command.DataDirectory);
        File.SetUnixFileMode(command.DataDirectory, (UnixFileMode)0x1ED);

        await OwnAsync(SockeyeServer.StartAsync(command));

        Octal(command.DataDirectory).ShouldBe("700");
    }

    [Fact]
    public async Task SecondStart_KeepsTheUserAndPrintsAddressesOnly()
    {
        using var command = new SockeyeCommand();
        var first = await OwnAsync(SockeyeServer.StartAsync(command));
        await first.Process.WaitForLineAsync(new Regex("called sockeye"));
        (await first.Process.StopAsync()).ShouldBe(0);

        var second = await OwnAsync(SockeyeServer.StartAsync(command));
        (await second.Process.StopAsync()).ShouldBe(0);

        second.Process.Lines("out").ShouldHaveSingleItem().ShouldStartWith("listening ");
    }

    [Fact]
    public async Task Start_WithNoFirstUser_MakesNone()
    {
        using var command = new SockeyeCommand();
        var server = await OwnAsync(SockeyeServer.StartAsync(command, "--no-first-user"));

        JsonNode.Parse((await command.DoAsync("user", "list", "--json")).Out)!.AsArray().ShouldBeEmpty();
        (await server.Process.StopAsync()).ShouldBe(0);
        server.Process.Lines("out").ShouldHaveSingleItem().ShouldStartWith("listening ");
    }

    private static JsonObject OwnAuthority() => ServerConfiguration.Standard().With(
        "inbounds", new JsonArray(new JsonObject { ["tag"] = "socks-in", ["listen"] = "127.0.0.1:0" }));

    private static string Octal(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
