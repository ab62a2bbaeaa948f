namespace Sockeye.Control.Importing.UserFiles;

/// <summary>Reads a <c>users.json</c>.</summary>
internal static class UserFileReader
{
    /// <summary>The users; null where the file is no JSON object or list, after a refusal.</summary>
    public static IReadOnlyList<FileUser>? Read(ReadOnlySpan<byte> utf8, string file, ImportNotes notes) => throw new NotImplementedException();
}
