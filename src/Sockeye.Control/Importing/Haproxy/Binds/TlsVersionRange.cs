using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Binds;

/// <summary>
/// The versions of TLS that a bind speaks in HAProxy (configuration manual, section 5.1: <c>ssl-min-ver</c>,
/// <c>ssl-max-ver</c>, <c>force-…</c>, <c>no-…</c>). Its own default is TLS 1.2 and 1.3; Sockeye speaks TLS 1.3 only.
/// </summary>
internal sealed record TlsVersionRange
{
    private const int Tls12 = 3;
    private const int Tls13 = 4;

    private static readonly string[] Names = ["SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"];
    private static readonly string[] Suffixes = ["sslv3", "tlsv10", "tlsv11", "tlsv12", "tlsv13"];

    private int? Minimum { get; init; }

    private int? Maximum { get; init; }

    /// <summary>A bit for each version that is turned off; HAProxy looks at them only where no minimum and no maximum stands.</summary>
    private int Excluded { get; init; }

    /// <summary>The last word that said something, or null.</summary>
    private SourcePlace? Place { get; init; }

    public static bool IsWord(string word) => word is "ssl-min-ver" or "ssl-max-ver"
        || word.StartsWith("force-", StringComparison.Ordinal) && Suffixes.Contains(word[6..])
        || word.StartsWith("no-", StringComparison.Ordinal) && Suffixes.Contains(word[3..]);

    /// <summary>With the word at this index, and the version behind it, worked in; the index moves to the last word read.</summary>
    public TlsVersionRange Read(HaproxyLine line, ref int index, ImportNotes notes)
    {
        var word = line.Words[index].Text;
        var place = line.Place(index, word);
        if (word.StartsWith("ssl-", StringComparison.Ordinal))
        {
            var version = Array.IndexOf(Names, line.At(++index) ?? "");
            if (version < 0)
            {
                notes.Refuse(line.Place(index, word), "expected a version such as TLSv1.3");
                return this;
            }

            notes.Translated(place, "TLS 1.3 only is spoken here");
            return word == "ssl-min-ver" ? this with { Minimum = version, Place = place } : this with { Maximum = version, Place = place };
        }

        notes.Translated(place, "TLS 1.3 only is spoken here");
        if (word.StartsWith("no-", StringComparison.Ordinal))
        {
            return this with { Excluded = Excluded | (1 << Array.IndexOf(Suffixes, word[3..])), Place = place };
        }

        var forced = Array.IndexOf(Suffixes, word[6..]);
        return this with { Minimum = forced, Maximum = forced, Place = place };
    }

    /// <summary>Tells a bind with TLS what becomes of its versions.</summary>
    /// <param name="bind">The place of its <c>ssl</c>.</param>
    /// <param name="notes">Told.</param>
    public void Tell(SourcePlace bind, ImportNotes notes)
    {
        var maximum = Maximum ?? Tls13;
        var minimum = Minimum ?? Math.Min(Tls12, maximum);
        var excluded = Minimum is null && Maximum is null ? Excluded : 0;
        var spoken = Enumerable.Range(0, Names.Length).Where(v => v >= minimum && v <= maximum && (excluded & (1 << v)) == 0).ToList();
        if (!spoken.Contains(Tls13))
        {
            notes.Refuse(Place ?? bind, "TLS 1.3 is turned off here, and nothing else is spoken by Sockeye: allow it, as in ssl-min-ver TLSv1.2");
        }
        else if (spoken.Count > 1)
        {
            notes.Warn(bind, $"HAProxy let in clients of {string.Join(", ", spoken.Where(v => v != Tls13).Select(v => Names[v]))} here; "
                + "they are refused: TLS 1.3 only is spoken");
        }
        else
        {
            notes.Taken(bind, "TLS 1.3 only, as in HAProxy");
        }
    }
}
