namespace Sockeye.Control.Configuration.Reading;

/// <summary>The keys that an object of the configuration may have, with the objects (or lists of objects) below them.</summary>
internal sealed class ConfigurationShape(params (string Key, ConfigurationShape? Inner)[] keys)
{
    public IReadOnlyList<(string Key, ConfigurationShape? Inner)> Keys { get; } = keys;

    public IReadOnlyList<string> Names { get; } = [.. keys.Select(k => k.Key)];
}
