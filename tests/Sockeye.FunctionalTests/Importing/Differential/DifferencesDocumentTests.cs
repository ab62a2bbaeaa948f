using Sockeye.FunctionalTests.Importing.Differential.Rows;
using Sockeye.FunctionalTests.Testing;

namespace Sockeye.FunctionalTests.Importing.Differential;

/// <summary>
/// The documentation has each difference that the table of connections has, and no other. After a wanted change run the
/// class once with SOCKEYE_WRITE_DIFFERENCES=1.
/// </summary>
public sealed class DifferencesDocumentTests
{
    [Fact]
    public void Reasons_AreThoseOfTheConnectionsThatDiffer() =>
        Differences.Reasons.Keys.ShouldBe(AllRows.All.Where(row => row.Differs).Select(row => row.Name), ignoreOrder: true);

    [Fact]
    public void Names_OfConnections_StandOnce() => AllRows.All.Select(row => row.Name).ShouldBeUnique();

    [Fact]
    public async Task Tables_OfTheDocument_AreThoseThatTheProgramsWereTriedWith()
    {
        var file = Path.Combine(Repository.Root, "docs", "differences-from-haproxy-and-xray.md");
        foreach (var (name, table) in new[]
        {
            ("connections", DifferencesDocument.Connections()),
            ("files", DifferencesDocument.Files()),
            ("same", DifferencesDocument.Same()),
        })
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            var (begin, end) = ($"<!-- {name}: begin -->\n", $"<!-- {name}: end -->");
            text.ShouldContain(begin);
            var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal) + begin.Length, text.IndexOf(end, StringComparison.Ordinal));
            if (Environment.GetEnvironmentVariable("SOCKEYE_WRITE_DIFFERENCES") == "1")
            {
                text = text[..from] + table + text[to..];
                await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
                to = text.IndexOf(end, StringComparison.Ordinal);
            }

            text[from..to].ShouldBe(table);
        }
    }
}
