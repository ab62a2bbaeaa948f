using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Testing;

/// <summary>The built program on one data directory and one configuration file, with the secrets that must not show anywhere.</summary>
internal sealed class SockeyeCommand : IDisposable
{
    private static readonly Dictionary<string, string> Quick = new()
    {
        ["DOTNET_NOLOGO"] = "1",
        // Many short runs: compile each method once and plainly.
        ["DOTNET_TieredPGO"] = "0",
        ["SOCKEYE_DATA"] = "",
        ["STATE_DIRECTORY"] = "",
    };

    private readonly TempDirectory _folder = new();
    private readonly List<string> _secrets = [];

    public SockeyeCommand(JsonObject? configuration = null)
    {
        DataDirectory = _folder.File("data");
        ConfigurationFile = _folder.File("sockeye.json");
        AdminPort = FreePort.Take();
        Configure(configuration ?? ServerConfiguration.Standard());
    }

    public string DataDirectory { get; }

    public string ConfigurationFile { get; }

    public int AdminPort { get; }

    /// <summary>The environment of what is started from now on, beside the test's own.</summary>
    public Dictionary<string, string> Environment { get; } = new(Quick);

    /// <summary>Every secret used so far.</summary>
    public IReadOnlyList<string> Secrets => _secrets;

    /// <summary>A file beside the configuration.</summary>
    public string File(string name) => _folder.File(name);

    /// <summary>Writes the configuration file.</summary>
    public void Configure(JsonObject configuration)
    {
        configuration["admin"] = new JsonObject { ["listen"] = $"127.0.0.1:{AdminPort}" };
        ConfigureText(configuration.ToJsonString(new() { WriteIndented = true }));
    }

    /// <summary>Writes the configuration file again, changed.</summary>
    public void Change(Action<JsonObject> change)
    {
        var configuration = JsonNode.Parse(System.IO.File.ReadAllText(ConfigurationFile))!.AsObject();
        change(configuration);
        Configure(configuration);
    }

    /// <summary>Writes the configuration file as it is given.</summary>
    public void ConfigureText(string text) => System.IO.File.WriteAllText(ConfigurationFile, text);

    /// <summary>Remembers a secret, so that every output is searched for it.</summary>
    public string Secret(string secret)
    {
        _secrets.Add(secret);
        return secret;
    }

    /// <summary>Runs a command to its end; what it wrote is searched for the secrets unless it is there to show one.</summary>
    public async Task<ProgramResult> RunAsync(IEnumerable<string> arguments, string? input = null)
    {
        var result = await ChildProcess.RunAsync(
            $"sockeye {string.Join(' ', arguments)}", "dotnet", [Repository.Program, .. arguments, .. Place], input, environment: Environment);
        AssertNoSecret(result.Description);
        return result;
    }

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<ProgramResult> DoAsync(params string[] arguments) => (await RunAsync(arguments)).ShouldExit(0);

    /// <summary>Makes a user with this password.</summary>
    public async Task AddUserAsync(string name, string password, params string[] options) =>
        (await RunAsync(["user", "add", name, "--password-stdin", .. options], Secret(password) + "\n")).ShouldExit(0);

    /// <summary>Adds an upstream; its password is given on standard input where there is one.</summary>
    public async Task AddUpstreamAsync(string id, string url, string? password = null, params string[] options) => (await RunAsync(
        ["upstream", "add", id, url, .. password is null ? [] : new[] { "--password-stdin" }, .. options],
        password is null ? null : Secret(password) + "\n")).ShouldExit(0);

    /// <summary>Starts a command and waits for nothing.</summary>
    public ChildProcess Start(params string[] arguments) =>
        ChildProcess.Start($"sockeye {string.Join(' ', arguments)}", "dotnet", [Repository.Program, .. arguments, .. Place], Environment);

    /// <summary>Starts <c>serve</c> and waits for nothing.</summary>
    public ChildProcess StartServe(params string[] options) =>
        ChildProcess.Start("sockeye serve", "dotnet", [Repository.Program, "serve", .. options, .. Place], Environment);

    /// <summary>As <see cref="StartServe"/>, with so few descriptors.</summary>
    public ChildProcess StartServeWithDescriptors(int limit) => ChildProcess.Start(
        $"sockeye serve with {limit} descriptors",
        Programs.RealProgram.Require("bash"),
        ["-c", "ulimit -n \"$1\"; shift; exec \"$@\"", "bash", $"{limit}", "dotnet", Repository.Program, "serve", .. Place],
        Quick);

    /// <summary>As <see cref="StartServe"/>, by another program that is given the command line.</summary>
    public ChildProcess StartServeBy(string program, params string[] before) => ChildProcess.Start(
        $"sockeye serve by {program}",
        Programs.RealProgram.Require(program),
        [.. before, "dotnet", Repository.Program, "serve", "--no-first-user", .. Place],
        Quick);

    /// <summary>As <see cref="StartServe"/>, with a date that is off by this, as in <c>+10y</c>; time-outs and pauses go by the clock that nobody sets.</summary>
    public ChildProcess StartServeInAnotherTime(string shift) => ChildProcess.Start(
        $"sockeye serve at {shift}",
        "dotnet",
        [Repository.Program, "serve", "--no-first-user", .. Place],
        new Dictionary<string, string>(Quick)
        {
            // Without the program faketime, which stands between a signal and us.
            ["LD_PRELOAD"] = Programs.RealProgram.RequireLibrary("faketime/libfaketimeMT.so.1", "faketime"),
            ["FAKETIME"] = shift,
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        });

    /// <summary>Starts <c>connect</c>, the password in the environment where there is one, and waits for nothing.</summary>
    public ChildProcess StartConnect(string? password, params string[] arguments) =>
        ChildProcess.Start("sockeye connect", "dotnet", [Repository.Program, "connect", .. arguments], ConnectEnvironment(password));

    /// <summary>Runs <c>connect</c> to its end; standard input ends behind <paramref name="input"/>.</summary>
    public async Task<ProgramResult> RunConnectAsync(string? password, string[] arguments, string? input = null)
    {
        var result = await ChildProcess.RunAsync(
            "sockeye connect", "dotnet", [Repository.Program, "connect", .. arguments], input, environment: ConnectEnvironment(password));
        AssertNoSecret(result.Description);
        return result;
    }

    /// <summary>Fails where a text holds one of the secrets.</summary>
    public void AssertNoSecret(string text)
    {
        foreach (var secret in _secrets)
        {
            text.Contains(secret, StringComparison.Ordinal).ShouldBeFalse("a password stands in the output (not shown here)");
        }
    }

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, string> ConnectEnvironment(string? password) => new(Quick)
    {
        ["SOCKEYE_PASSWORD"] = password is null ? "" : Secret(password),
    };

    private string[] Place => ["--data", DataDirectory, "--config", ConfigurationFile];
}
