using Sockeye.Cli;
using Sockeye.Control.Users;
using Sockeye.Hosting;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Hosting;

public sealed class FirstUserTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<NewUser> _added = [];
    private readonly StringWriter _output = new() { NewLine = "\n" };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Make_OnATerminal_ShowsThePasswordOnceAndWritesNoFile()
    {
        Make(isTerminal: true);
        _output.ToString().ShouldContain("password: ");
        _output.ToString().ShouldContain("socks5s://sockeye:");
        Directory.GetFiles(_directory.Path).ShouldBeEmpty();
        _added.ShouldHaveSingleItem().Name.ShouldBe("sockeye");
    }

    [Fact]
    public void Make_ElseWhere_WritesAFileForTheOwnerOnlyAndNamesIt()
    {
        Make(isTerminal: false);
        var file = _directory.File("first-user.txt");
        _output.ToString().ShouldContain(file);
        _output.ToString().ShouldNotContain("password: ");
        var text = File.ReadAllText(file);
        var password = text.Split('\n').Single(l => l.StartsWith("password: ", StringComparison.Ordinal)).Split(' ')[1];
        _output.ToString().ShouldNotContain(password);
        text.ShouldContain("curl --proxy https://sockeye:");
        (OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)).ShouldBeTrue();
        _added.ShouldHaveSingleItem().PasswordHash.ShouldStartWith("$argon2id$");
    }

    [Fact]
    public void Make_FileCannotBeWritten_AddsNobody()
    {
        Directory.CreateDirectory(_directory.File("first-user.txt"));
        Should.Throw<Exception>(() => Make(isTerminal: false)).ShouldSatisfyAllConditions(e => (e is IOException or UnauthorizedAccessException).ShouldBeTrue());
        _added.ShouldBeEmpty();
    }

    private void Make(bool isTerminal) => FirstUser.Make(
        _added.Add, _directory.Path, new ReachableInbound("in", "localhost", 1080, true, null), new CliEnvironment(TextReader.Null, _output, TextWriter.Null) { IsOutputTerminal = isTerminal });
}
