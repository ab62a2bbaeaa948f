using System.Globalization;
using Sockeye.Control.Configuration;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Importing.Reading;

/// <summary>
/// An object of an imported JSON file, read key by key, so that the report can say of every key what became of it. A wrong
/// type is refused and reads as absent; <c>null</c> is absent.
/// </summary>
/// <remarks>
/// Whoever reads a key tells what became of it, or leaves that to <see cref="Finish"/>: there a key that was read and not
/// told is taken over, one that nobody asked for is no concern of ours.
/// </remarks>
internal sealed class SourceObject
{
    private readonly string _file;
    private readonly ImportNotes _notes;
    private readonly StringComparer _keys;
    private readonly Dictionary<string, ConfigurationNode> _values;
    private readonly HashSet<string> _read;
    private readonly HashSet<string> _told;

    private SourceObject(string file, ConfigurationPlace place, ImportNotes notes, StringComparer keys)
    {
        (_file, _notes, _keys, Place) = (file, notes, keys, new SourcePlace(file, place.Line, place.Column, place.Path));
        (_values, _read, _told) = (new(keys), new(keys), new(keys));
    }

    /// <summary>Of its opening brace.</summary>
    public SourcePlace Place { get; }

    /// <summary>The keys in the order of the file.</summary>
    public IReadOnlyCollection<string> Keys => _values.Keys;

    /// <summary>Whether one of its own values was refused; those of the objects in it don't count.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Opens an object; null, after a refusal, where the value is none. Of a double key the last counts, as JSON readers have it, with a warning.</summary>
    /// <param name="node">The value.</param>
    /// <param name="file">The file that it stands in.</param>
    /// <param name="notes">Told of what is wrong.</param>
    /// <param name="keys">How keys are compared, here and in the objects inside; to the letter where null. Programs in Go take any case.</param>
    public static SourceObject? Open(ConfigurationNode node, string file, ImportNotes notes, StringComparer? keys = null)
    {
        if (node.Kind != ConfigurationNodeKind.Object)
        {
            notes.Refuse(PlaceIn(file, node.Place), $"expected an object, found {Describe(node)}");
            return null;
        }

        var opened = new SourceObject(file, node.Place, notes, keys ?? StringComparer.Ordinal);
        foreach (var member in node.Members)
        {
            if (opened._values.ContainsKey(member.Name))
            {
                notes.Warn(PlaceIn(file, member.NamePlace), $"{ConfigurationPath.Quote(member.Name)} stands here a second time; this one counts");
            }

            opened._values[member.Name] = member.Value;
        }

        return opened;
    }

    /// <summary>Whether the key is there and not null.</summary>
    public bool Has(string key) => _values.TryGetValue(key, out var node) && node.Kind != ConfigurationNodeKind.Null;

    /// <summary>The place of a key's value, or of the object where the key is absent.</summary>
    public SourcePlace PlaceOf(string key) => _values.TryGetValue(key, out var node) ? PlaceIn(_file, node.Place) : Place;

    /// <summary>The value itself, read; null where it is absent or null.</summary>
    public ConfigurationNode? Node(string key)
    {
        _read.Add(key);
        return Has(key) ? _values[key] : null;
    }

    /// <summary>A string; an empty one too.</summary>
    public string? String(string key) => Of(key, ConfigurationNodeKind.String, "a string")?.Text;

    public bool? Boolean(string key) => Of(key, ConfigurationNodeKind.Boolean, "true or false") is { } node ? node.Text == "true" : null;

    /// <summary>A whole number within bounds.</summary>
    public int? Integer(string key, int minimum, int maximum)
    {
        if (Of(key, ConfigurationNodeKind.Number, "a number") is not { } node)
        {
            return null;
        }

        if (int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        Refuse(key, string.Create(CultureInfo.InvariantCulture, $"expected a whole number from {minimum} to {maximum}, found {Shortened(node.Text)}"));
        return null;
    }

    public SourceObject? Object(string key)
    {
        if (Of(key, ConfigurationNodeKind.Object, "an object") is not { } node)
        {
            return null;
        }

        _told.Add(key); // its own keys are told one by one
        return Open(node, _file, _notes, _keys);
    }

    /// <summary>The objects of a list; those that are none are refused and left out.</summary>
    public IReadOnlyList<SourceObject> Objects(string key)
    {
        if (Of(key, ConfigurationNodeKind.Array, "a list") is not { } node)
        {
            return [];
        }

        _told.Add(key);
        return [.. node.Items.Select(item => Open(item, _file, _notes, _keys)).OfType<SourceObject>()];
    }

    /// <summary>The strings of a list, or one string alone, as Xray takes both; null where absent.</summary>
    public IReadOnlyList<(string Text, SourcePlace Place)>? Strings(string key)
    {
        if (Node(key) is not { } node)
        {
            return null;
        }

        var items = node.Kind == ConfigurationNodeKind.String ? [node]
            : Is(key, node, ConfigurationNodeKind.Array, "a string or a list of strings") ? node.Items : [];
        return [.. items.Where(item => Is(key, item, ConfigurationNodeKind.String, "a string")).Select(item => (item.Text, PlaceIn(_file, item.Place)))];
    }

    public void Taken(string key, string message) => Tell(key, _notes.Taken, message);

    public void Translated(string key, string message) => Tell(key, _notes.Translated, message);

    public void Unconcerned(string key, string message) => Tell(key, _notes.Unconcerned, message);

    public void Warn(string key, string message) => Tell(key, _notes.Warn, message);

    public void Refuse(string key, string message)
    {
        IsRefused = true;
        Tell(key, _notes.Refuse, message);
    }

    /// <summary>Marks a key as told of elsewhere, by whoever knows more.</summary>
    public void Told(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            _told.Add(key);
        }
    }

    /// <summary>Tells of every key that is left: those read are taken over, those that nobody asked for are no concern of ours.</summary>
    public void Finish()
    {
        foreach (var key in _values.Keys.Where(key => !_told.Contains(key)))
        {
            if (!Has(key))
            {
                _notes.Unconcerned(PlaceOf(key), "null, as if it were not there");
            }
            else if (_read.Contains(key))
            {
                _notes.Taken(PlaceOf(key), "taken over");
            }
            else
            {
                _notes.Unconcerned(PlaceOf(key), "nothing here needs it; left out");
            }
        }
    }

    internal static SourcePlace PlaceIn(string file, ConfigurationPlace place) => new(file, place.Line, place.Column, place.Path);

    internal static string Describe(ConfigurationNode node) => node.Kind switch
    {
        ConfigurationNodeKind.Object => "an object",
        ConfigurationNodeKind.Array => "a list",
        ConfigurationNodeKind.String => "a string",
        ConfigurationNodeKind.Number => "a number",
        ConfigurationNodeKind.Boolean => node.Text,
        _ => "null",
    };

    // A number may have as many digits as the file has bytes.
    private static string Shortened(string number) => number.Length <= 20 ? number : number[..20] + "…";

    private ConfigurationNode? Of(string key, ConfigurationNodeKind kind, string expected) =>
        Node(key) is { } node && Is(key, node, kind, expected) ? node : null;

    private bool Is(string key, ConfigurationNode node, ConfigurationNodeKind kind, string expected)
    {
        if (node.Kind == kind)
        {
            return true;
        }

        IsRefused = true;
        _told.Add(key);
        _notes.Refuse(PlaceIn(_file, node.Place), $"expected {expected}, found {Describe(node)}");
        return false;
    }

    private void Tell(string key, Action<SourcePlace, string> tell, string message)
    {
        _told.Add(key);
        _read.Add(key);
        tell(PlaceOf(key), message);
    }
}
