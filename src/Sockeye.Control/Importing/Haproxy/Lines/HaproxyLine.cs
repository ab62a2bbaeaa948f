namespace Sockeye.Control.Importing.Haproxy.Lines;

/// <summary>A line with at least one word, and the section in which it stands.</summary>
internal sealed class HaproxyLine(string file, int number, string sectionPath, IReadOnlyList<HaproxyWord> words)
{
    public IReadOnlyList<HaproxyWord> Words => words;

    public string Keyword => words[0].Text;

    public int Count => words.Count;

    /// <summary>A word's text, or null behind the end of the line.</summary>
    public string? At(int index) => index < words.Count ? words[index].Text : null;

    /// <summary>The place of a word; behind the end of the line, of the last one.</summary>
    public SourcePlace Place(int index = 0, string? more = null)
    {
        var path = words[0].IsKeyword ? $"{sectionPath} {Keyword}".TrimStart() : sectionPath;
        return new SourcePlace(file, number, words[Math.Min(index, words.Count - 1)].Column, more is null ? path : $"{path} {more}");
    }

    /// <summary>The same line as one that opens a section, for places: it no longer belongs to the one above.</summary>
    public HaproxyLine AsOpening() => new(file, number, "", words);

    /// <summary>Tells of the variables in the words that are read here; false after the refusal of one that is not set.</summary>
    public bool Expand(ImportNotes notes)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].UnsetVariable is { } unset)
            {
                notes.Refuse(Place(i), $"{unset} is not set: set it, as in {unset}=VALUE sockeye ..., or give it a default value, as in ${{{unset}-VALUE}}");
                return false;
            }

            if (words[i].UnquotedVariable is { } name)
            {
                notes.Translated(Place(i), $"the value of {name} was put in; HAProxy itself expands a variable only inside double quotes");
            }
        }

        return true;
    }

    /// <summary>Tells of words behind the last that has a meaning, which HAProxy refuses.</summary>
    public void RefuseFrom(int index, ImportNotes notes)
    {
        if (index < words.Count)
        {
            notes.Refuse(Place(index), "a word too many; HAProxy refuses the line");
        }
    }
}
