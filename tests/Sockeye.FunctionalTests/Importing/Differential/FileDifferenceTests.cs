using Sockeye.FunctionalTests.Importing.Differential.Rows;
using Sockeye.FunctionalTests.Importing.Differential.Systems;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;

namespace Sockeye.FunctionalTests.Importing.Differential;

/// <summary>Files that only one of the two takes, shown to the real programs and to <c>sockeye check</c>.</summary>
public sealed class FileDifferenceTests
{
    public static TheoryData<string> Names => [.. FileRows.All.Select(row => row.Name)];

    [Fact]
    public async Task Files_AsTheyAre_AreTakenByBoth()
    {
        using var files = new SystemFiles(new UpstreamPorts(FreePort.Take(), FreePort.Take()), "60s");

        (await AskPairAsync(files, haproxys: true)).ShouldExit(0);
        (await AskPairAsync(files, haproxys: false)).ShouldExit(0);
        (await AskSockeyeAsync(files)).ShouldExit(0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task File_ThatOneOfTheTwoTakes_IsRefusedByTheOtherWithTheReason(string name)
    {
        var row = FileRows.All.Single(row => row.Name == name);
        using var files = new SystemFiles(new UpstreamPorts(FreePort.Take(), FreePort.Take()), "60s");
        var file = row.IsHaproxys ? files.Haproxy : files.Xray;
        var text = await File.ReadAllTextAsync(file);
        row.Edit(text).ShouldNotBe(text);
        await File.WriteAllTextAsync(file, row.Edit(text));

        var (pair, sockeye) = (await AskPairAsync(files, row.IsHaproxys), await AskSockeyeAsync(files));

        var (takes, refuses) = row.PairTakesIt ? (pair, sockeye) : (sockeye, pair);
        takes.ShouldExit(0);
        refuses.ExitCode.ShouldNotBe(0, refuses.Description);
        refuses.Description.ShouldContain(row.Refusal);
    }

    private static Task<ProgramResult> AskPairAsync(SystemFiles files, bool haproxys) => haproxys
        ? ChildProcess.RunAsync("haproxy -c", RealProgram.Require("haproxy"), ["-c", "-f", files.Haproxy], environment: SystemFiles.Environment)
        : ChildProcess.RunAsync("v2ray -test", RealProgram.Require("v2ray"), ["-test", "-config", files.Xray, "-format", "json"]);

    private static async Task<ProgramResult> AskSockeyeAsync(SystemFiles files)
    {
        using var command = new SockeyeCommand { Environment = { ["DOMAIN"] = SystemFiles.Domain } };
        command.ConfigureText(SockeyeOnFiles.Beside);
        return await command.RunAsync(["check", "--haproxy", files.Haproxy, "--xray", files.Xray, "--users", files.Users]);
    }
}
