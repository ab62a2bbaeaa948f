using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>log</c>.</summary>
internal static class LogSection
{
    public static LogOptions Bind(ConfigurationSection root)
    {
        var byDefault = new LogOptions();
        return root.Section("log") is not { } log ? byDefault : new LogOptions
        {
            Format = log.Choice("format", byDefault.Format, ("text", LogFormat.Text), ("json", LogFormat.Json)),
            Access = log.Boolean("access") ?? byDefault.Access,
        };
    }
}
