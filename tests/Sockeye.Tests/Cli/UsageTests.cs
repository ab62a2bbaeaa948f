using Sockeye.Cli;

namespace Sockeye.Tests.Cli;

/// <summary>Exit statuses: 0 done, 1 it failed, 2 wrong usage; each failure is one line.</summary>
[Collection(CliTests.Name)]
public sealed class UsageTests : IDisposable
{
    private readonly CliHarness _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task NoArgument_PrintsOneScreenOfWhatThereIs()
    {
        var result = (await CliHarness.RunBareAsync("")).ShouldSucceed();
        result.Out.ShouldContain("sockeye serve");
        result.Out.Split('\n').Length.ShouldBeLessThan(25);
        result.Out.Split('\n').ShouldAllBe(line => line.Length <= 100);
        foreach (var command in CommandLine.Root(CliEnvironment.OfThisProcess()).Subcommands)
        {
            result.Out.ShouldContain($"sockeye {command.Name}");
        }
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("user")]
    [InlineData("user add")]
    [InlineData("user frobnicate")]
    [InlineData("user list --frobnicate")]
    [InlineData("upstream add one")]
    [InlineData("user add a b c")]
    [InlineData("serve --listen")]
    public async Task WrongUsage_Is2AndOneLineWithTheHelpToAskFor(string args)
    {
        var result = await CliHarness.RunBareAsync("", args.Split(' '));
        result.ShouldFail(2).ShouldContain("Try: sockeye");
        result.Out.ShouldBe("");
    }

    [Fact]
    public async Task NameWithAnAt_IsNoResponseFile()
    {
        var file = _cli.Write("words", "list");
        (await _cli.RunAsync("user", "show", "@" + file)).ShouldFail(1).ShouldContain("@" + file);
        (await _cli.RunWithInputAsync("a long enough password\n", "user", "add", "@home", "--password-stdin")).ShouldSucceed();
        (await _cli.RunAsync("user", "show", "@home")).ShouldSucceed();
    }

    [Fact]
    public async Task DataDirectory_CannotBeUsed_IsOneLine()
    {
        var file = _cli.Write("a-file", "");
        foreach (var command in (string[])["user list", "upstream list", "user add x", "serve"])
        {
            (await CliHarness.RunBareAsync("", [.. command.Split(' '), "--data", file])).ShouldFail(1).ShouldContain(file);
        }
    }

    [Fact]
    public async Task Database_IsNone_IsOneLine()
    {
        _cli.Write("sockeye.db", new string('x', 5000));
        (await _cli.RunAsync("user", "list")).ShouldFail(1).ShouldContain("sockeye.db");
    }

    [Fact]
    public async Task Version_IsPrinted() => (await CliHarness.RunBareAsync("", "--version")).ShouldSucceed().Out.Trim().ShouldMatch(@"^\d+\.\d+\.\d+");
}
