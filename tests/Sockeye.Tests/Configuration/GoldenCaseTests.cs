using Sockeye.Control.Configuration;

namespace Sockeye.Tests.Configuration;

/// <summary>Faulty configurations in the folder Cases, each with the very lines that the operator reads.</summary>
public sealed class GoldenCaseTests
{
    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order()];

    private static string Folder => Path.Combine(RepositoryFiles.Root, "tests", "Sockeye.Tests", "Configuration", "Cases");

    [Theory]
    [MemberData(nameof(Names))]
    public void Parse_FaultyCase_TellsEveryFaultWithItsPlace(string name)
    {
        using var directory = new TemporaryDirectory();
        var text = File.ReadAllText(Path.Combine(Folder, name + ".json"));

        var result = ConfigurationLoader.Parse(text, directory["sockeye.json"], []);

        var told = result.Faults.Select(f => f.ToString().Replace(directory.Path + "/", "", StringComparison.Ordinal) + "\n");
        string.Concat(told).ShouldBe(File.ReadAllText(Path.Combine(Folder, name + ".txt")));
        result.IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Cases_AreThere() => Names.Count.ShouldBeGreaterThan(15);
}
