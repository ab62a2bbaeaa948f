using Sockeye.Cli;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Cli;

public sealed class ConfigurationWriteTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Target => _directory["sockeye.json"];

    [Fact]
    public void Undo_OfAFileThatWasThere_PutsItBack()
    {
        _directory.Write("sockeye.json", "{}");
        var write = ConfigurationWrite.For(Target, "{ \"limits\": {} }");
        write.Run();
        File.ReadAllText(Target).ShouldBe("{ \"limits\": {} }");

        write.Undo();

        File.ReadAllText(Target).ShouldBe("{}");
    }

    [Fact]
    public void Undo_OfANewFile_RemovesIt()
    {
        var write = ConfigurationWrite.For(Target, "{}");
        write.Run();

        write.Undo();

        Directory.GetFiles(_directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Undo_OfWhatNeverRan_LeavesTheFile()
    {
        _directory.Write("sockeye.json", "{}");

        ConfigurationWrite.For(Target, "{ \"limits\": {} }").Undo();

        File.ReadAllText(Target).ShouldBe("{}");
    }

    public void Dispose() => _directory.Dispose();
}
