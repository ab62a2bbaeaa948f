using System.Text;
using Sockeye.Control.Clients;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Clients;

/// <summary>
/// What is written for each client is a contract, kept in <c>Golden/</c>. After a wanted change run the tests once with
/// SOCKEYE_WRITE_CLIENTS=1 and look at what git shows.
/// </summary>
public sealed class GoldenConfigurationTests
{
    private static readonly string[] _profiles = ["placeholder", "nasty", "public", "plaintext"];

    private static string Folder => Path.Combine(RepositoryFiles.Root, "tests", "Sockeye.Tests", "Clients", "Golden");

    public static TheoryData<string, string> Cases =>
        [.. from profile in _profiles from format in Written(profile) select new TheoryDataRow<string, string>(profile, format.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Write_OfEachFormat_IsAsKept(string profile, string format)
    {
        var document = ClientFormats.Find(format)!.Write(ClientProfiles.Of(profile));
        var text = document.Fault is { } fault ? $"refused: {fault}\n" : Encoding.UTF8.GetString(document.Content.Span);
        text = string.Concat(document.Notes.Select(note => $"note: {note}\n")) + text;

        var file = Path.Combine(Folder, $"{format}.{profile}.txt");
        if (Environment.GetEnvironmentVariable("SOCKEYE_WRITE_CLIENTS") == "1")
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        }

        File.Exists(file).ShouldBeTrue($"{file} is missing: SOCKEYE_WRITE_CLIENTS=1 writes it");
        text.ShouldBe(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void GoldenFiles_OfFormatsThatAreNoMore_AreNone() => Directory.GetFiles(Folder).Select(Path.GetFileName).ShouldBe(
        Cases.Select(row => $"{row.Data.Item2}.{row.Data.Item1}.txt"), ignoreOrder: true);

    // Without TLS there is no bridge; an image is looked at where it is decoded.
    private static IEnumerable<IClientFormat> Written(string profile) =>
        ClientFormats.All.Where(f => f.Name != "qr-png" && (profile != "plaintext" || f.Way != ClientWay.Bridge));
}
