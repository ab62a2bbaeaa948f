using System.Text;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Configuration.Sections;

namespace Sockeye.Control.Configuration;

/// <summary>Reads and validates the configuration file: the options, or every fault at once.</summary>
public static class ConfigurationLoader
{
    /// <summary>Reads a file; null gives the defaults.</summary>
    /// <param name="file">The file, or null for the defaults.</param>
    /// <param name="knownUpstreams">The upstreams of the database, which rules may name; null where they are not known, and then any tag is taken for one.</param>
    /// <param name="time">The clock that certificates are held against; the system's where null.</param>
    public static ConfigurationResult Load(string? file, IReadOnlyCollection<string>? knownUpstreams = null, TimeProvider? time = null)
    {
        if (file is null)
        {
            return new ConfigurationResult(new SockeyeOptions(), [], []);
        }

        return BoundedFile.Read(file, out var whyNot) is { } bytes
            ? WithModeWarning(Parse(bytes, file, knownUpstreams, time), file)
            : Failed(file, whyNot);
    }

    /// <summary>Reads a text. <paramref name="fileName"/> stands in the faults, and its directory is where relative paths start.</summary>
    /// <param name="text">JSON with comments.</param>
    /// <param name="fileName">The file's name.</param>
    /// <param name="knownUpstreams">As in <see cref="Load"/>.</param>
    /// <param name="time">As in <see cref="Load"/>.</param>
    public static ConfigurationResult Parse(string text, string fileName, IReadOnlyCollection<string>? knownUpstreams = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fileName);
        return Parse(Encoding.UTF8.GetBytes(text), fileName, knownUpstreams, time);
    }

    /// <summary>Binds what was put together of imported files and of a configuration file beside them.</summary>
    /// <param name="root">The configuration, each node with its place and file.</param>
    /// <param name="context">With the name of the configuration file; gathers the faults.</param>
    internal static ConfigurationResult Bind(ConfigurationNode root, BindingContext context)
    {
        var options = RootSection.Bind(root, context);
        return new ConfigurationResult(context.Faults.Count == 0 ? options : null, context.Faults, context.Warnings) { HoldsSecret = context.HoldsSecret };
    }

    private static ConfigurationResult Parse(ReadOnlySpan<byte> utf8, string fileName, IReadOnlyCollection<string>? knownUpstreams, TimeProvider? time)
    {
        var full = Path.GetFullPath(fileName);
        var context = new BindingContext(fileName, Path.GetDirectoryName(full) ?? "/", knownUpstreams, time ?? TimeProvider.System);
        var body = utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        if (!System.Text.Unicode.Utf8.IsValid(body))
        {
            return Failed(fileName, "the file is not UTF-8");
        }

        var options = ConfigurationTextReader.Read(body, context) is { } root ? RootSection.Bind(root, context) : null;
        return new ConfigurationResult(context.Faults.Count == 0 ? options! with { File = full } : null, context.Faults, context.Warnings) { HoldsSecret = context.HoldsSecret };
    }

    private static ConfigurationResult WithModeWarning(ConfigurationResult result, string file)
    {
        var holdsPassword = result.HoldsSecret || result.Options?.Outbounds.Any(o => o.Url.Password is not null) == true;
        if (!holdsPassword || !ConfigurationFile.IsReadableByEverybody(file))
        {
            return result;
        }

        var warning = new ConfigurationFault(file, 0, 0, "", "the file holds a password and every user of this machine may read it; set its mode to 0600 or 0640");
        return new ConfigurationResult(result.Options, result.Faults, [warning, .. result.Warnings]);
    }

    private static ConfigurationResult Failed(string file, string message) =>
        new(null, [new ConfigurationFault(file, 0, 0, "", message)], []);
}
