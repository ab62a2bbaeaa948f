using System.Globalization;
using System.Text;
using Sockeye.Control.Importing.Haproxy.Global;

namespace Sockeye.Control.Importing.Haproxy.Binds;

/// <summary>Reads a <c>crt-list</c>: lines of a certificate, options in brackets and filters of names (HAProxy's configuration manual, section 5.1).</summary>
internal sealed class CertificateList(GlobalSettings settings, ImportNotes notes)
{
    private const int MaximumLengthBytes = 1 << 20;
    private const int MaximumCertificates = 1000;

    /// <summary>The certificates that the list at a full path names; notes stand at the place of its <c>crt-list</c> word.</summary>
    public IReadOnlyList<HaproxyCertificate> Read(string path, SourcePlace place)
    {
        var certificates = new List<HaproxyCertificate>();
        if (Lines(path, place) is not { } lines)
        {
            return [];
        }

        var (number, isEmpty) = (0, true);
        foreach (var line in lines)
        {
            number++;
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#'))
            {
                continue;
            }

            if (certificates.Count >= MaximumCertificates)
            {
                notes.Refuse(place, string.Create(CultureInfo.InvariantCulture, $"the list names {MaximumCertificates} certificates and more"));
                break;
            }

            var where = string.Create(CultureInfo.InvariantCulture, $"line {number} of the list: ");
            certificates.AddRange(Find(words[0], where, place, isFirst: isEmpty));
            TellRest(words, where, place);
            isEmpty = false;
        }

        if (isEmpty)
        {
            notes.Refuse(place, "the list names no certificate");
        }

        return certificates;
    }

    // Where paths start is told once.
    private IReadOnlyList<HaproxyCertificate> Find(string word, string where, SourcePlace place, bool isFirst)
    {
        var told = new ImportNotes();
        var finder = new CertificateFinder(settings, told);
        var found = finder.Resolve(word, place) is { } file ? finder.Find(file, place) : [];
        notes.AddRange(told.All.Where(note => isFirst || note.Outcome == ImportOutcome.Refused).Select(note => note with { Message = where + note.Message }));
        return found;
    }

    private void TellRest(string[] words, string where, SourcePlace place)
    {
        var (options, filters) = (words.Skip(1).TakeWhile((word, i) => i > 0 || word.StartsWith('[')).ToList(), words.Skip(1).ToList());
        if (options.Count > 0)
        {
            var end = options.FindIndex(word => word.EndsWith(']'));
            filters = end < 0 ? [] : options[(end + 1)..];
            options = [.. options.Take(end < 0 ? options.Count : end + 1).Select(word => word.Trim('[', ']'))];
            if (options.IndexOf("verify") is var verify and >= 0 && options.ElementAtOrDefault(verify + 1) == "required")
            {
                notes.Refuse(place, where + "client certificates can't be required here: without them anyone with a password would get in; "
                    + "leave it out in a copy if that is right");
            }
            else
            {
                notes.Warn(place, where + "options of one certificate are not taken over; those of the whole line hold");
            }
        }

        if (filters.Count > 0)
        {
            notes.Warn(place, where + "filters of names are not taken over; the names in the certificate decide");
        }
    }

    private string[]? Lines(string path, SourcePlace place)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[MaximumLengthBytes + 1]; // not what the file says of its length: /dev/zero says 0, and never ends
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length <= MaximumLengthBytes)
            {
                return Encoding.UTF8.GetString(bytes.AsSpan(0, length)).TrimStart('\uFEFF').Split('\n');
            }

            notes.Refuse(place, string.Create(CultureInfo.InvariantCulture, $"the list is longer than {MaximumLengthBytes >> 20} MiB"));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            notes.Refuse(place, "the list does not exist");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            notes.Refuse(place, "the list can't be read by this user");
        }

        return null;
    }
}
