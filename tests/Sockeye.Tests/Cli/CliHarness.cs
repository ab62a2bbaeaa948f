using System.Text.Json;
using Sockeye.Cli;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Cli;

/// <summary>The program's command line in this process, over a data directory of its own.</summary>
internal sealed class CliHarness : IDisposable
{
    private readonly TempDirectory _directory = new();

    // A configuration of the machine must not reach into the tests.
    public CliHarness() => Configure("{}");

    public string Data => _directory.Path;

    public string ConfigurationFile => _directory.File("sockeye.json");

    public void Configure(string json) => File.WriteAllText(ConfigurationFile, json);

    public string Write(string name, string content)
    {
        File.WriteAllText(_directory.File(name), content);
        return _directory.File(name);
    }

    /// <summary>Runs one command on the data directory.</summary>
    public Task<CliResult> RunAsync(params string[] args) => RunWithInputAsync("", args);

    public Task<CliResult> RunWithInputAsync(string input, params string[] args) => RunBareAsync(input, [.. args, "--data", Data]);

    /// <summary>Runs exactly these arguments.</summary>
    public static async Task<CliResult> RunBareAsync(string input, params string[] args)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var status = await CommandLine.RunAsync(args, new CliEnvironment(new StringReader(input), output, error));
        return new CliResult(status, output.ToString(), error.ToString());
    }

    public void Dispose() => _directory.Dispose();
}

/// <summary>What a command did.</summary>
internal sealed record CliResult(int Status, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>Failed with this status and exactly one line on standard error, beginning <c>sockeye: </c>.</summary>
    public string ShouldFail(int status)
    {
        Status.ShouldBe(status, Error);
        Error.ShouldStartWith("sockeye: ");
        Error.Count(c => c == '\n').ShouldBe(1, Error);
        return Error["sockeye: ".Length..].TrimEnd('\n');
    }

    public CliResult ShouldSucceed()
    {
        Status.ShouldBe(0, Error);
        return this;
    }
}

/// <summary>One after the other: the options that every command has are shared objects of the parser.</summary>
[CollectionDefinition(Name)]
public sealed class CliTests
{
    public const string Name = "Cli";
}
