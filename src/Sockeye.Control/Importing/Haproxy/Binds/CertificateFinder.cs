using System.Globalization;
using Sockeye.Control.Importing.Haproxy.Global;
using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Binds;

/// <summary>
/// Finds the files that <c>crt</c> names (HAProxy's configuration manual, sections 3.1 and 5.1): one, those of a directory in
/// the order of their names, or a bundle FILE.rsa, FILE.ecdsa, FILE.dsa where FILE does not exist.
/// </summary>
internal sealed class CertificateFinder(GlobalSettings settings, ImportNotes notes)
{
    private const int MaximumFiles = 1000;

    private static readonly string[] ReservedExtensions = [".key", ".issuer", ".ocsp", ".sctl"];
    private static readonly string[] BundleExtensions = [".rsa", ".ecdsa", ".dsa"];

    /// <summary>The full path of a certificate; null after a refusal.</summary>
    public string? Resolve(string path, SourcePlace place)
    {
        if (path.Length == 0 || path[0] == '@')
        {
            notes.Refuse(place, path.Length == 0 ? "the path of a certificate is needed"
                : "a certificate of a crt-store can't be taken over: write the path of its file");
            return null;
        }

        return FullPath(path, settings.CertificateBase, place);
    }

    /// <summary>A path that starts at a directory; where none is given, at the configuration's own, which is told.</summary>
    public string? FullPath(string path, string? start, SourcePlace place)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            notes.Refuse(place, "the path of a file is needed");
            return null;
        }

        if (!Path.IsPathRooted(path) && start is null && settings.RelativeBase is null)
        {
            notes.Translated(place, "the path starts at the directory of this file; HAProxy's starts where it was started");
        }

        return Path.GetFullPath(path, start ?? settings.RelativeBase ?? settings.Directory);
    }

    /// <summary>The certificates at a full path; a file that does not exist is named too, for whoever opens it.</summary>
    public IReadOnlyList<HaproxyCertificate> Find(string path, SourcePlace place)
    {
        if (Directory.Exists(path))
        {
            return FromDirectory(path, place);
        }

        if (Path.EndsInDirectorySeparator(path))
        {
            notes.Refuse(place, "the directory does not exist or may not be read by this user");
            return [];
        }

        if (!File.Exists(path) && settings.LoadsBundles
            && BundleExtensions.Select(extension => path + extension).Where(File.Exists).ToList() is { Count: > 0 } bundle)
        {
            return [.. bundle.Select(file => Certificate(file, place))];
        }

        return [Certificate(path, place)];
    }

    private IReadOnlyList<HaproxyCertificate> FromDirectory(string directory, SourcePlace place)
    {
        try
        {
            var files = Directory.EnumerateFiles(directory)
                .Where(file => !Path.GetFileName(file).StartsWith('.') && !ReservedExtensions.Any(e => file.EndsWith(e, StringComparison.Ordinal)))
                .Take(MaximumFiles + 1).Order(StringComparer.Ordinal).ToList();
            if (files.Count is > 0 and <= MaximumFiles)
            {
                return [.. files.Select(file => Certificate(file, place))];
            }

            notes.Refuse(place, files.Count == 0 ? "no certificate is in this directory"
                : string.Create(CultureInfo.InvariantCulture, $"more than {MaximumFiles} files are in this directory"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            notes.Refuse(place, "the directory can't be read: " + error.Message.ReplaceLineEndings(" "));
        }

        return [];
    }

    private HaproxyCertificate Certificate(string file, SourcePlace place)
    {
        if (!settings.LoadsKeys || !File.Exists(file) || PemKey.IsIn(file))
        {
            return new HaproxyCertificate(file, null, place);
        }

        var key = settings.ReplacesExtension && file.EndsWith(".crt", StringComparison.Ordinal) ? file[..^4] + ".key" : file + ".key";
        return new HaproxyCertificate(file, File.Exists(key) ? key : null, place);
    }
}
