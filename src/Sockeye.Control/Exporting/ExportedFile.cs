namespace Sockeye.Control.Exporting;

/// <summary>A file that is to be written, for its owner only.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Text">Its content: a secret, since nearly all of them hold keys, hashes or passwords.</param>
public sealed record ExportedFile(string Path, string Text)
{
    /// <summary>The path only.</summary>
    public override string ToString() => Path;
}
