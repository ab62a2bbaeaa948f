using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Translation;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Importing.Translation;

/// <summary>
/// The folders in Golden: old files, and beside them the configuration, the users and upstreams and the report that they
/// come to. SOCKEYE_WRITE_GOLDEN=1 writes those anew, to be read before they are committed.
/// </summary>
public sealed class GoldenTranslationTests
{
    private static readonly bool Writes = Environment.GetEnvironmentVariable("SOCKEYE_WRITE_GOLDEN") == "1";

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(RepositoryFiles.Root, "tests", "Sockeye.Tests", "Importing", "Golden");

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_OldFiles_GivesTheConfigurationTheUsersAndTheReport(string name)
    {
        using var golden = new GoldenCase(Path.Combine(Folder, name));

        var imported = golden.Load();

        (imported.Text is null).ShouldBe(imported.Refusals.Count > 0);
        (imported.Options is null).ShouldBe(imported.Text is null);
        Compare(name, "report.txt", golden.Normalize(string.Concat(imported.Notes.Select(Line))));
        Compare(name, "users.txt", string.Concat(imported.Users.Select(Line)) + string.Concat(imported.Upstreams.Select(Line)));
        Compare(name, "expected.json", imported.Text is { } text ? golden.Normalize(WithoutMark(text)) : null);
    }

    [Fact]
    public void Golden_Folders_AreThere() => Names.Count.ShouldBeGreaterThan(23);

    private static string Line(ImportNote note) => $"{note.Outcome.ToString().ToLowerInvariant()}: {note}\n";

    private static string Line(ImportedUser user) => string.Concat(
        $"user {user.Name}: ",
        user.Password.IsHash ? "hash " + user.Password.Text.Split('$')[1] : "clear",
        user.Email is { } email ? $", {email}" : "",
        user.Upstream is { } upstream ? $", upstream {upstream}" : "",
        user.ExpiresAt is { } expires ? $", until {expires:yyyy-MM-dd'T'HH:mm:ssK}" : "",
        user.Enabled ? "" : ", disabled",
        "\n");

    private static string Line(Control.Importing.ExternalProxies.ExternalProxy proxy) => string.Concat(
        $"upstream {proxy}",
        proxy.UserName is null ? "" : ", login",
        proxy.ServerName is { } name ? $", server name {name}" : "",
        proxy.FallsBackToDirect ? ", falls back to direct" : "",
        proxy.IsEnabled ? "" : ", disabled",
        "\n");

    private static string WithoutMark(string text)
    {
        var lines = text.Split('\n');
        lines[0].ShouldStartWith("// imported: ");
        lines[1].ShouldStartWith("// ");
        return string.Join('\n', lines[2..]);
    }

    private static void Compare(string name, string file, string? actual)
    {
        var path = Path.Combine(Folder, name, file);
        if (Writes && actual is null)
        {
            File.Delete(path);
        }
        else if (Writes)
        {
            File.WriteAllText(path, actual);
        }

        actual.ShouldBe(File.Exists(path) ? File.ReadAllText(path) : null, $"{name}/{file}");
    }
}
