namespace Sockeye.Control.Importing.Haproxy;

/// <summary>Reads a <c>haproxy.cfg</c>.</summary>
internal static class HaproxyReader
{
    /// <summary>What the file says; null where nothing can be made of it, after a refusal.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="file">Its name, for places; relative certificates without a <c>crt-base</c> start at its directory.</param>
    /// <param name="environment">Looks up an environment variable; null where it is not set.</param>
    /// <param name="notes">Told of what belongs to no frontend and no backend, and of faults of syntax.</param>
    public static HaproxyConfiguration? Read(ReadOnlySpan<byte> utf8, string file, Func<string, string?> environment, ImportNotes notes) =>
        new HaproxySourceFile(file, environment, notes).Read(utf8);
}
