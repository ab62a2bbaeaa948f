using Sockeye.Tests.Users;

namespace Sockeye.Tests.Cli;

[Collection(CliTests.Name)]
public sealed class ExportCommandTests : IDisposable
{
    private const string Password = "upstream-pa55word";

    private readonly CliHarness _cli = new();
    private readonly TempDirectory _target = new();

    public void Dispose()
    {
        _cli.Dispose();
        _target.Dispose();
    }

    [Fact]
    public async Task Export_NothingNamed_Is2() => (await _cli.RunAsync("export")).ShouldFail(2).ShouldContain("--haproxy");

    [Fact]
    public async Task Export_Files_AreForTheOwnerOnlyAndNotesOnStandardError()
    {
        await AddAsync();
        var (xray, users) = (_target.File("xray.json"), _target.File("users.json"));

        var result = (await _cli.RunAsync("export", "--xray", xray, "--users", users)).ShouldSucceed();

        result.Out.ShouldBe($"{xray} written\n{users} written\n");
        result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(
            line => line.StartsWith("warning: ", StringComparison.Ordinal) || line.StartsWith("not the same: ", StringComparison.Ordinal));
        result.Error.ShouldStartWith("warning: passwords: ");
        (result.Out + result.Error).ShouldNotContain(Password);
        File.ReadAllText(xray).ShouldContain(Password);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in new[] { xray, users }) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task Export_OneFileExists_WritesNoneUnlessToldTo()
    {
        await AddAsync();
        var (xray, users) = (_target.File("xray.json"), _target.File("users.json"));
        await File.WriteAllTextAsync(users, "mine", TestContext.Current.CancellationToken);
        string[] export = ["export", "--xray", xray, "--users", users];

        (await _cli.RunAsync(export)).ShouldFail(1).ShouldBe($"{users} exists; choose another name, or say --overwrite");
        File.Exists(xray).ShouldBeFalse();
        File.ReadAllText(users).ShouldBe("mine");

        (await _cli.RunAsync([.. export, "--overwrite"])).ShouldSucceed();
        File.ReadAllText(users).ShouldContain("\"alice\"");
    }

    [Fact]
    public async Task Export_Json_HasThisShape()
    {
        await AddAsync();
        var json = (await _cli.RunAsync("export", "--users", _target.File("users.json"), "--json")).ShouldSucceed().Json;

        json.EnumerateObject().Select(p => p.Name).ShouldBe(["files", "notes"]);
        json.GetProperty("files")[0].GetString().ShouldBe(_target.File("users.json"));
        json.GetProperty("notes")[0].EnumerateObject().Select(p => p.Name).ShouldBe(["subject", "message", "warning"]);
    }

    [Fact]
    public async Task Export_PlacesThatCannotBeWritten_Is1AndSaysWhich()
    {
        (await _cli.RunAsync("export", "--users", _target.Path, "--overwrite")).ShouldFail(1).ShouldContain("is a directory");
        (await _cli.RunAsync("export", "--users", _target.File("no/users.json"))).ShouldFail(1).ShouldContain("does not exist");
        (await _cli.RunAsync("export", "--haproxy", _target.File("haproxy.cfg"))).ShouldFail(1).ShouldContain("no certificate yet");
        (await _cli.RunAsync("export", "--users", _target.File("x"), "--xray", _target.File("x"))).ShouldFail(2).ShouldContain("twice");
        Directory.GetFileSystemEntries(_target.Path).ShouldBeEmpty();
    }

    private async Task AddAsync()
    {
        (await _cli.RunWithInputAsync(Password, "upstream", "add", "out", "socks5s://user@proxy.example:1080", "--password-stdin")).ShouldSucceed();
        (await _cli.RunWithInputAsync("a password to log in", "user", "add", "alice", "--password-stdin")).ShouldSucceed();
    }
}
