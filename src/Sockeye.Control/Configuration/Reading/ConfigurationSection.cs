using System.Globalization;

namespace Sockeye.Control.Configuration.Reading;

/// <summary>
/// An object of the file, read key by key. A wrong type is a fault and reads as absent, so that one fault hides no other.
/// </summary>
internal sealed class ConfigurationSection
{
    private readonly ConfigurationShape _shape;
    private readonly Dictionary<string, ConfigurationNode> _values = new(StringComparer.Ordinal);

    private ConfigurationSection(ConfigurationNode node, ConfigurationShape shape, BindingContext context)
    {
        Place = node.Place;
        Context = context;
        _shape = shape;
    }

    public ConfigurationPlace Place { get; }

    public BindingContext Context { get; }

    /// <summary>Reads an object; unknown and double keys become faults. Null where the value is no object.</summary>
    public static ConfigurationSection? Open(ConfigurationNode node, ConfigurationShape shape, BindingContext context)
    {
        if (node.Kind != ConfigurationNodeKind.Object)
        {
            context.Fault(node.Place, $"expected an object, found {Describe(node)}");
            return null;
        }

        var section = new ConfigurationSection(node, shape, context);
        foreach (var member in node.Members)
        {
            if (!shape.Names.Contains(member.Name))
            {
                context.Fault(member.NamePlace, $"unknown key {ConfigurationPath.Quote(member.Name)}{NearestName.Hint(member.Name, shape.Names)}");
            }
            else if (!section._values.TryAdd(member.Name, member.Value))
            {
                context.Fault(member.NamePlace, $"{ConfigurationPath.Quote(member.Name)} stands here a second time");
            }
        }

        return section;
    }

    public void Fault(ConfigurationPlace place, string message) => Context.Fault(place, message);

    /// <summary>The value of a key of any kind, or null where it is absent.</summary>
    public ConfigurationNode? Find(string key)
    {
        if (!_shape.Names.Contains(key))
        {
            throw new ArgumentException($"The shape does not have the key {key}.", nameof(key));
        }

        return _values.GetValueOrDefault(key);
    }

    /// <summary>The place of a key's value, or of the object where the key is absent.</summary>
    public ConfigurationPlace PlaceOf(string key) => Find(key)?.Place ?? Place;

    public ConfigurationSection? Section(string key)
    {
        var inner = _shape.Keys.First(k => k.Key == key).Inner
            ?? throw new ArgumentException($"The shape has nothing below {key}.", nameof(key));
        return Find(key) is { } node ? Open(node, inner, Context) : null;
    }

    /// <summary>The objects of a list; those that are no objects are faults and left out.</summary>
    public IEnumerable<ConfigurationSection> Sections(string key)
    {
        var inner = _shape.Keys.First(k => k.Key == key).Inner
            ?? throw new ArgumentException($"The shape has nothing below {key}.", nameof(key));
        return (Items(key) ?? []).Select(item => Open(item, inner, Context)).OfType<ConfigurationSection>();
    }

    public IReadOnlyList<ConfigurationNode>? Items(string key) =>
        Of(key, ConfigurationNodeKind.Array, "a list") is { } node ? node.Items : null;

    /// <summary>A list of strings; null where absent. An empty list is a fault: it can mean nothing that leaving it out doesn't say better.</summary>
    public IReadOnlyList<ConfigurationNode>? Strings(string key)
    {
        if (Items(key) is not { } items)
        {
            return null;
        }

        if (items.Count == 0)
        {
            Fault(PlaceOf(key), "the list is empty; name at least one or leave the key out");
        }

        return [.. items.Where(item => Is(item, ConfigurationNodeKind.String, "a string"))];
    }

    /// <summary>A string that is not empty; null where absent or faulty.</summary>
    public string? String(string key)
    {
        if (Of(key, ConfigurationNodeKind.String, "a string") is not { } node)
        {
            return null;
        }

        if (node.Text.Length > 0)
        {
            return node.Text;
        }

        Fault(node.Place, "the string is empty");
        return null;
    }

    public string? RequiredString(string key)
    {
        Require(key);
        return String(key);
    }

    public void Require(string key)
    {
        if (Find(key) is null)
        {
            Fault(Place, $"{ConfigurationPath.Quote(key)} is missing");
        }
    }

    /// <summary>The full path of a file; relative ones start at the configuration file's directory.</summary>
    public string? FilePath(string key)
    {
        if (String(key) is not { } text)
        {
            return null;
        }

        if (!text.Contains('\0', StringComparison.Ordinal))
        {
            return Path.GetFullPath(text, Context.Directory);
        }

        Fault(PlaceOf(key), "a path can't contain the character \\u0000");
        return null;
    }

    public bool? Boolean(string key) => Of(key, ConfigurationNodeKind.Boolean, "true or false") is { } node ? node.Text == "true" : null;

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

        Fault(node.Place, string.Create(CultureInfo.InvariantCulture, $"expected a whole number from {minimum} to {maximum}, found {node.Text}"));
        return null;
    }

    public TimeSpan Duration(string key, TimeSpan byDefault, TimeSpan minimum, TimeSpan maximum)
    {
        if (String(key) is not { } text)
        {
            return byDefault;
        }

        if (!DurationText.TryParse(text, out var value))
        {
            Fault(PlaceOf(key), $"expected a duration such as \"15s\", \"2m\", \"500ms\" or \"1h\", found {ConfigurationPath.Quote(text)}");
            return byDefault;
        }

        if (value < minimum || value > maximum)
        {
            Fault(PlaceOf(key), $"{DurationText.Format(value)} is out of bounds: {DurationText.Format(minimum)} to {DurationText.Format(maximum)}");
            return byDefault;
        }

        return value;
    }

    /// <summary>One of the names of a closed set; <paramref name="byDefault"/> where absent or faulty.</summary>
    public T Choice<T>(string key, T byDefault, params (string Name, T Value)[] choices)
    {
        if (String(key) is not { } text)
        {
            return byDefault;
        }

        foreach (var (name, value) in choices)
        {
            if (name == text)
            {
                return value;
            }
        }

        Fault(PlaceOf(key), $"{ConfigurationPath.Quote(text)} is not among {string.Join(", ", choices.Select(c => c.Name))}");
        return byDefault;
    }

    private static string Describe(ConfigurationNode node) => node.Kind switch
    {
        ConfigurationNodeKind.Object => "an object",
        ConfigurationNodeKind.Array => "a list",
        ConfigurationNodeKind.String => "a string",
        ConfigurationNodeKind.Number => "a number",
        ConfigurationNodeKind.Boolean => node.Text,
        _ => "null",
    };

    private ConfigurationNode? Of(string key, ConfigurationNodeKind kind, string expected) =>
        Find(key) is { } node && Is(node, kind, expected) ? node : null;

    private bool Is(ConfigurationNode node, ConfigurationNodeKind kind, string expected)
    {
        if (node.Kind == kind)
        {
            return true;
        }

        Fault(node.Place, $"expected {expected}, found {Describe(node)}");
        return false;
    }
}
