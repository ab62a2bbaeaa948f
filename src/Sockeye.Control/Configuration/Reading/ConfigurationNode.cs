namespace Sockeye.Control.Configuration.Reading;

/// <summary>One value of the configuration file, with its place.</summary>
internal sealed class ConfigurationNode(ConfigurationNodeKind kind, ConfigurationPlace place)
{
    public ConfigurationNodeKind Kind { get; } = kind;

    public ConfigurationPlace Place { get; } = place;

    /// <summary>A string's value or a number as it is written; empty otherwise.</summary>
    public string Text { get; init; } = "";

    /// <summary>An object's members in the order of the file, doubles included.</summary>
    public List<ConfigurationMember> Members { get; } = [];

    /// <summary>An array's items.</summary>
    public List<ConfigurationNode> Items { get; } = [];
}

/// <summary>A member of an object.</summary>
internal sealed record ConfigurationMember(string Name, ConfigurationPlace NamePlace, ConfigurationNode Value);

/// <summary>What kind of JSON value a node is (RFC 8259 section 3).</summary>
internal enum ConfigurationNodeKind
{
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}
