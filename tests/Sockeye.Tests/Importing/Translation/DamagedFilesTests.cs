using System.Text;
using Sockeye.Control.Configuration;
using Sockeye.Control.Importing;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Importing.Translation;

/// <summary>
/// Three whole systems, each of their files damaged in every way of <see cref="DamagedFiles"/>: a configuration that is
/// valid, or a refusal with its place, and never a secret.
/// </summary>
public sealed class DamagedFilesTests
{
    private static readonly string[] Secrets =
    [
        "alices-own-word", "bobs-own-word", "word-of-corp", "word-of-home", "swordfish-of-stats", "horse battery", "secret:of/corp", "secret%3Aof",
    ];

    private static readonly string[] Systems = ["deployed-serve", "seed-filled-import", "insecure-in-our-words"];

    private static readonly string[] Files = ["haproxy.cfg", "xray_config.json", "users.json", "external_proxy.json", "sockeye.json"];

    public static TheoryData<string, string> Cases =>
    [
        .. Systems.SelectMany(system => Files.Where(file => File.Exists(Path.Combine(Folder(system), file))).Select(file => new TheoryDataRow<string, string>(system, file))),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Load_FileThatIsCut_IsValidOrRefusedWithItsPlace(string system, string file)
    {
        var (taken, refused) = ShouldBeTotal(system, file, DamagedFiles.Cut);

        refused.ShouldBeGreaterThan(0);
        if (file != "haproxy.cfg")
        {
            taken.ShouldBeLessThan(2); // all but the last line's end is needed
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Load_ValuesOfOtherTypesOrWordsMissing_IsValidOrRefusedWithItsPlace(string system, string file)
    {
        var (taken, refused) = ShouldBeTotal(system, file, file == "haproxy.cfg" ? DamagedFiles.WithoutOrTwice : DamagedFiles.Retyped);

        refused.ShouldBeGreaterThan(0);
        (taken > 0).ShouldBe(file != "sockeye.json"); // our own is strict: no value of another type is anything there
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Load_UndamagedFile_IsTaken(string system, string file)
    {
        using var golden = new GoldenCase(Folder(system));
        golden.Load().Options.ShouldNotBeNull(file);
    }

    private static string Folder(string system) => Path.Combine(RepositoryFiles.Root, "tests", "Sockeye.Tests", "Importing", "Golden", system);

    private static (int Taken, int Refused) ShouldBeTotal(string system, string file, Func<byte[], IEnumerable<byte[]>> damage)
    {
        using var golden = new GoldenCase(Folder(system));
        var whole = File.ReadAllBytes(golden[file]);
        var (taken, refused, texts) = (0, 0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var damaged in damage(whole))
        {
            File.WriteAllBytes(golden[file], damaged);
            try
            {
                Check(golden, golden.Load(), texts, ref taken, ref refused);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{system}/{file}:\n{Encoding.UTF8.GetString(damaged)}", exception);
            }
        }

        return (taken, refused);
    }

    private static void Check(GoldenCase golden, ImportedConfiguration imported, HashSet<string> texts, ref int taken, ref int refused)
    {
        var lines = Files.Where(file => File.Exists(golden[file])).ToDictionary(file => golden[file], file => File.ReadAllBytes(golden[file]).Count(c => c == (byte)'\n') + 1);
        foreach (var note in imported.Notes)
        {
            var line = note.ToString();
            Secrets.Where(secret => line.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty();
            line.ShouldNotContain("\n");
            lines.Keys.ShouldContain(note.Place.File);
            note.Place.Line.ShouldBeInRange(0, lines[note.Place.File] + 1, line);
        }

        (imported.Options is null).ShouldBe(imported.Refusals.Count > 0);
        (imported.Text is null).ShouldBe(imported.Refusals.Count > 0);
        if (imported.Text is { } text)
        {
            taken++;
            if (!texts.Add(text))
            {
                return;
            }

            var upstreams = imported.Upstreams.Select(proxy => proxy.Id).ToList();
            var again = ConfigurationLoader.Parse(text, golden["sockeye.json"], upstreams, golden.Time);
            again.Faults.Where(fault => !fault.Message.StartsWith("no outbound is called", StringComparison.Ordinal)).ShouldBeEmpty();
        }
        else
        {
            refused++;
        }
    }
}
