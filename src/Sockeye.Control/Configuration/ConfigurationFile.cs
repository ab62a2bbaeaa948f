namespace Sockeye.Control.Configuration;

/// <summary>Where the configuration is looked for.</summary>
public static class ConfigurationFile
{
    /// <summary>The file's name in the data directory.</summary>
    public const string Name = "sockeye.json";

    /// <summary>The machine's configuration.</summary>
    public const string SystemPath = "/etc/sockeye/sockeye.json";

    /// <summary>
    /// The file named by <c>--config</c>, whether it exists or not; else <c>sockeye.json</c> in the data directory; else
    /// <see cref="SystemPath"/>; else null, which means the defaults.
    /// </summary>
    public static string? Locate(string? option, string dataDirectory) =>
        option ?? new[] { Path.Combine(dataDirectory, Name), SystemPath }.FirstOrDefault(File.Exists);

    /// <summary>Whether every user of this machine may read an existing file; never on Windows, where a mode says nothing.</summary>
    public static bool IsReadableByEverybody(string file) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & UnixFileMode.OtherRead) != 0;
}
