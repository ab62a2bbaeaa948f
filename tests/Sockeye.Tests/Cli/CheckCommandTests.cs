namespace Sockeye.Tests.Cli;

[Collection(CliTests.Name)]
public sealed class CheckCommandTests : IDisposable
{
    private const string TwoFaults = """
        {
          "inbounds": [ { "tag": "in", "lisen": "127.0.0.1:1080" } ],
          "timeouts": { "idle": "soon" }
        }
        """;

    private readonly CliHarness _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Check_Valid_SaysSo() => (await _cli.RunAsync("check")).ShouldSucceed().Out.ShouldBe($"{_cli.ConfigurationFile}: valid\n");

    [Fact]
    public async Task Check_Faults_AreAllPrintedWithTheirPlaceAndExit2()
    {
        _cli.Configure(TwoFaults);
        var result = await _cli.RunAsync("check");
        result.Status.ShouldBe(2);
        result.Out.ShouldBe("");
        var lines = result.Error.TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(2);
        lines[0].ShouldStartWith($"{_cli.ConfigurationFile}:2:");
        lines[0].ShouldContain("listen");
        lines[1].ShouldStartWith($"{_cli.ConfigurationFile}:3:");
        lines[1].ShouldContain("timeouts.idle");
    }

    [Fact]
    public async Task Check_Json_HasThisShape()
    {
        _cli.Configure(TwoFaults);
        var result = await _cli.RunAsync("check", "--json");
        result.Status.ShouldBe(2);
        result.Error.ShouldBe("");
        result.Json.EnumerateObject().Select(p => p.Name).ShouldBe(["file", "valid", "faults", "warnings"]);
        result.Json.GetProperty("valid").GetBoolean().ShouldBeFalse();
        result.Json.GetProperty("faults").GetArrayLength().ShouldBe(2);
        result.Json.GetProperty("faults")[0].EnumerateObject().Select(p => p.Name).ShouldBe(["file", "line", "column", "path", "message"]);
        result.Json.GetProperty("faults")[1].GetProperty("line").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Check_RuleNamesAnUpstreamOfTheDatabase_IsKnown()
    {
        (await _cli.RunAsync("upstream", "add", "own", "socks5://proxy.example:1080")).ShouldSucceed();
        _cli.Configure("""{ "routing": { "default": "own" } }""");
        (await _cli.RunAsync("check")).ShouldSucceed();
        _cli.Configure("""{ "routing": { "default": "owm" } }""");
        (await _cli.RunAsync("check")).Status.ShouldBe(2);
    }

    [Fact]
    public async Task Check_FileThatIsNotThere_Is2()
    {
        var result = await _cli.RunAsync("check", "--config", "/nonexistent/sockeye.json");
        result.Status.ShouldBe(2);
        result.Error.ShouldBe("/nonexistent/sockeye.json: the file does not exist\n");
    }

    [Fact]
    public async Task AnotherCommand_WithAFaultyConfiguration_Is2()
    {
        _cli.Configure(TwoFaults);
        var result = await _cli.RunAsync("serve");
        result.Status.ShouldBe(2);
        result.Error.TrimEnd('\n').Split('\n').Last().ShouldBe("sockeye: the configuration has 2 faults");
    }
}
