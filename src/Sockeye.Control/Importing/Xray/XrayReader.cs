namespace Sockeye.Control.Importing.Xray;

/// <summary>Reads an <c>xray_config.json</c>.</summary>
internal static class XrayReader
{
    /// <summary>What the file says; null where it is no JSON object, after a refusal.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="file">Its name, for places; relative files in it start at its directory.</param>
    /// <param name="environment">Looks up an environment variable, for <c>env:NAME</c>; null where it is not set.</param>
    /// <param name="notes">Told of every field.</param>
    public static XrayConfiguration? Read(ReadOnlySpan<byte> utf8, string file, Func<string, string?> environment, ImportNotes notes) =>
        throw new NotImplementedException();
}
