using Sockeye.Core;

namespace Sockeye.Tests.Testing;

/// <summary>
/// The interesting inputs of each parser, one a file, under <c>Corpus/PARSER/</c>; fuzzing starts from them and adds to
/// them. A name begins with what must come out: <c>done-</c>, <c>more-</c> or <c>invalid-</c>.
/// </summary>
internal static class Corpus
{
    public static IEnumerable<(string Name, byte[] Bytes)> Of(string parser) =>
        Directory.GetFiles(Path.Combine(Root(), parser)).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)));

    public static ParseStatus Expected(string name) => name.Split('-')[0] switch
    {
        "done" => ParseStatus.Done,
        "more" => ParseStatus.NeedMore,
        "invalid" => ParseStatus.Invalid,
        _ => throw new InvalidOperationException($"The corpus file {name} does not say what must come out."),
    };

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Sockeye.slnx")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("Sockeye.slnx not found above the tests.");
        }

        return Path.Combine(directory.FullName, "tests", "Sockeye.Tests", "Corpus");
    }
}
