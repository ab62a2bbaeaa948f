using System.Xml.Linq;

namespace Sockeye.Tests;

/// <summary>Who may know whom: the arrows of docs/architecture.md, guarded on the projects' references.</summary>
public sealed class LayoutTests
{
    [Theory]
    [InlineData("Sockeye.Core", "")]
    [InlineData("Sockeye.Native", "")]
    [InlineData("Sockeye.Engine", "Sockeye.Core Sockeye.Native")]
    [InlineData("Sockeye.HttpForwarding", "Sockeye.Engine")]
    [InlineData("Sockeye.Acme", "")]
    [InlineData("Sockeye.Control", "Sockeye.Acme Sockeye.Engine")]
    [InlineData("Sockeye.Client", "Sockeye.Core")]
    [InlineData("Sockeye", "Sockeye.Control Sockeye.HttpForwarding")]
    public void References_OfEachProject_PointOneWayOnly(string project, string allowed)
    {
        var file = Path.Combine(RepositoryRoot(), "src", project, project + ".csproj");
        var references = XDocument.Load(file).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));

        references.ShouldBe(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
    }

    [Theory]
    [InlineData("Sockeye.Core")]
    [InlineData("Sockeye.Client")]
    [InlineData("Sockeye.Acme")]
    public void LibrariesOfTheWire_HaveNoPackage(string project)
    {
        var file = Path.Combine(RepositoryRoot(), "src", project, project + ".csproj");
        XDocument.Load(file).Descendants("PackageReference").ShouldBeEmpty();
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Sockeye.slnx")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("Sockeye.slnx not found above the tests.");
        }

        return directory.FullName;
    }
}
