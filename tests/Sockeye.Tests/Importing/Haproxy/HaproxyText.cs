using System.Text;
using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Haproxy;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Importing.Haproxy;

/// <summary>A haproxy.cfg in a directory of its own, read.</summary>
internal sealed class HaproxyText : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);
    private HaproxyConfiguration? _configuration;

    public string Directory => _directory.Path;

    public string File => _directory["haproxy.cfg"];

    /// <summary>What is told of the file as such.</summary>
    public IReadOnlyList<ImportNote> Notes { get; private set; } = [];

    public HaproxyConfiguration Configuration => _configuration.ShouldNotBeNull();

    public HaproxyFrontend Frontend => Configuration.Frontends.ShouldHaveSingleItem();

    public HaproxyBackend Backend => Configuration.Backends.ShouldHaveSingleItem();

    public HaproxyBind Bind => Frontend.Binds.ShouldHaveSingleItem();

    /// <summary>Everything that is told, the sections' notes too.</summary>
    public IReadOnlyList<ImportNote> AllNotes =>
        [.. Notes, .. _configuration is null ? [] : _configuration.Frontends.SelectMany(f => f.Notes).Concat(_configuration.Backends.SelectMany(b => b.Notes))];

    public static HaproxyText Read(string text) => new HaproxyText().With(text);

    /// <summary>One frontend with these lines.</summary>
    public static HaproxyText ReadFrontend(params string[] lines) => Read("frontend socks\n" + string.Concat(lines.Select(line => $"    {line}\n")));

    public HaproxyText Set(string name, string value)
    {
        _environment[name] = value;
        return this;
    }

    public HaproxyText Put(string name, string content)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(_directory[name])!);
        _directory.Write(name, content);
        return this;
    }

    public HaproxyText With(string text) => With(Encoding.UTF8.GetBytes(text));

    public HaproxyText With(ReadOnlySpan<byte> utf8)
    {
        var notes = new ImportNotes();
        _configuration = HaproxyReader.Read(utf8, File, name => _environment.GetValueOrDefault(name), notes);
        Notes = notes.All;
        return this;
    }

    /// <summary>Whether nothing came out.</summary>
    public bool IsNothing => _configuration is null;

    /// <summary>The only note of this outcome whose place's path ends so.</summary>
    public ImportNote Note(ImportOutcome outcome, string path) => AllNotes
        .Where(note => note.Outcome == outcome && note.Place.Path.EndsWith(path, StringComparison.Ordinal))
        .ShouldHaveSingleItem($"{outcome} at {path}, of:\n{string.Join('\n', AllNotes.Select(note => $"{note.Outcome} {note}"))}");

    public void ShouldRefuseNothing() => AllNotes.Where(note => note.Outcome == ImportOutcome.Refused).ShouldBeEmpty();

    public void Dispose() => _directory.Dispose();
}
