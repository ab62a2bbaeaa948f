namespace Sockeye.Control.Importing.Serving;

/// <summary>What the file system said of files at one moment. Taken before they are read, it shows a change that came behind.</summary>
public sealed class FileStamps
{
    private readonly string _text;

    private FileStamps(IReadOnlyList<string> files) => (Files, _text) = (files, string.Join('\n', files.Select(Describe)));

    /// <summary>The files, whether they exist or not.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Looks at each file.</summary>
    public static FileStamps Take(IReadOnlyList<string> files) => new(files);

    /// <summary>Looks at the same files again.</summary>
    public FileStamps TakeAgain() => new(Files);

    /// <summary>Whether nothing changed between the two.</summary>
    public bool Fits(FileStamps other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _text == other._text;
    }

    private static string Describe(string file)
    {
        try
        {
            var info = new FileInfo(file);
            info = info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? info;
            return info.Exists ? FormattableString.Invariant($"{info.FullName} {info.Length} {info.LastWriteTimeUtc.Ticks}") : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
