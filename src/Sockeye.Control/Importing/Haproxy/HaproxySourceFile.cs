using System.Globalization;
using System.Text;
using Sockeye.Control.Importing.Haproxy.Lines;
using Sockeye.Control.Importing.Haproxy.Proxies;

namespace Sockeye.Control.Importing.Haproxy;

/// <summary>Goes through a file line by line: cuts it into words and hands them to the section that they stand in.</summary>
internal sealed class HaproxySourceFile
{
    // A configuration with thousands of sections is well below; a file of something else shall not fill the memory.
    private const int MaximumLines = 50_000;
    private const int MaximumLineLength = 64 << 10;

    private readonly string _file;
    private readonly ImportNotes _notes;
    private readonly HaproxyEnvironment _environment;
    private readonly HaproxySections _sections;

    public HaproxySourceFile(string file, Func<string, string?> environment, ImportNotes notes)
    {
        (_file, _notes, _environment) = (file, notes, new HaproxyEnvironment(environment));
        _sections = new HaproxySections(file, _environment, notes);
    }

    public HaproxyConfiguration? Read(ReadOnlySpan<byte> utf8)
    {
        var number = 0;
        while (utf8.Length > 0)
        {
            if (++number > MaximumLines)
            {
                _notes.Refuse(Place(number, 0), string.Create(CultureInfo.InvariantCulture, $"the file has more than {MaximumLines} lines"));
                break;
            }

            var end = utf8.IndexOf((byte)'\n');
            ReadLine(number, end < 0 ? utf8 : utf8[..end]);
            if (end < 0)
            {
                _notes.Warn(Place(number, 0), "the file ends within this line: HAProxy refuses such a file, as it may have been cut off");
            }

            utf8 = end < 0 ? [] : utf8[(end + 1)..];
        }

        return _sections.Finish();
    }

    private SourcePlace Place(int number, int column) => new(_file, number, column, _sections.Path);

    private void ReadLine(int number, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaximumLineLength)
        {
            _notes.Refuse(Place(number, 0), string.Create(CultureInfo.InvariantCulture, $"the line is longer than {MaximumLineLength >> 10} KiB"));
            return;
        }

        var words = HaproxyLineReader.Read(Encoding.UTF8.GetString(utf8), name => Find(name, number), out var fault);
        if (fault is { } wrong)
        {
            _notes.Refuse(Place(number, wrong.Column), wrong.Message);
        }
        else if (words.Count > 0)
        {
            _sections.Read(new HaproxyLine(_file, number, _sections.Path, words));
        }
    }

    // The names with a dot are HAProxy's own (section 2.3).
    private string? Find(string name, int number) => name switch
    {
        ".FILE" => _file,
        ".LINE" => number.ToString(CultureInfo.InvariantCulture),
        ".SECTION" => _sections.Name,
        _ => _environment.Find(name),
    };
}
