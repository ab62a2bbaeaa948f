using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.ExternalProxies;

/// <summary>A text that may stand under several keys, or in two objects; all that have it must say the same.</summary>
/// <param name="Holder">The object that counts.</param>
/// <param name="Key">Its key there.</param>
/// <param name="Text">The text.</param>
internal readonly record struct AliasedText(SourceObject Holder, string Key, string Text)
{
    /// <summary>The first that is there; null where there is none. One that differs is refused, and neither is shown: passwords are read here too.</summary>
    public static AliasedText? Read(ReadOnlySpan<(SourceObject? Holder, string Key)> places)
    {
        AliasedText? first = null;
        foreach (var (holder, key) in places)
        {
            if (holder?.String(key) is not { } text)
            {
                continue;
            }

            if (first is not { } counts)
            {
                first = new AliasedText(holder, key, text);
            }
            else if (counts.Text != text)
            {
                holder.Refuse(key, $"{counts.Holder.PlaceOf(counts.Key).Path} says something else; leave one of them out");
            }
        }

        return first;
    }

    /// <summary><c>***</c>.</summary>
    public override string ToString() => "***";
}
