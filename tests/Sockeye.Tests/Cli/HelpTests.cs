using System.CommandLine;
using System.Text.RegularExpressions;
using Sockeye.Cli;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Cli;

/// <summary>
/// The help text of every command is a contract, kept in <c>Help/*.txt</c>. After a wanted change run the tests once with
/// SOCKEYE_WRITE_HELP=1 and look at what git shows.
/// </summary>
[Collection(CliTests.Name)]
public sealed partial class HelpTests
{
    private static string Golden => Path.Combine(RepositoryFiles.Root, "tests", "Sockeye.Tests", "Cli", "Help");

    public static TheoryData<string> Commands => [.. Names(CommandLine.Root(CliEnvironment.OfThisProcess()), "sockeye")];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_OfEachCommand_IsAsWritten(string command)
    {
        var result = (await CliHarness.RunBareAsync("", [.. command.Split(' ').Skip(1), "--help"])).ShouldSucceed();
        var text = string.Join('\n', result.Out.Replace(RootCommand.ExecutableName, "sockeye", StringComparison.Ordinal).Split('\n').Select(l => l.TrimEnd())).Trim() + "\n";
        var file = Path.Combine(Golden, command.Replace(' ', '-') + ".txt");
        if (Environment.GetEnvironmentVariable("SOCKEYE_WRITE_HELP") == "1")
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        }

        File.Exists(file).ShouldBeTrue($"{file} is missing: SOCKEYE_WRITE_HELP=1 writes it");
        OneSpace(text).ShouldBe(OneSpace(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void GoldenFiles_OfCommandsThatAreNoMore_AreNone() =>
        Directory.GetFiles(Golden).Select(f => Path.GetFileNameWithoutExtension(f)).ShouldBe(
            Commands.Select(row => row.Data.Replace(' ', '-')), ignoreOrder: true);

    private static IEnumerable<string> Names(Command command, string name) =>
        [name, .. command.Subcommands.SelectMany(sub => Names(sub, $"{name} {sub.Name}"))];

    // Columns are as wide as the terminal lets them be.
    private static string OneSpace(string text) => Spaces().Replace(text, " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
