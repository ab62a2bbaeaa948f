namespace Sockeye.Benchmarks.Machine;

/// <summary>Finds programs; Debian keeps daemons where a user's PATH does not look.</summary>
internal static class Programs
{
    private static readonly string[] Beside = ["/usr/sbin", "/usr/local/sbin", "/sbin"];

    /// <summary>Its full path, or null.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(Beside)
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
