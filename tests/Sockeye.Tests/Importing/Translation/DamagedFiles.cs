using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sockeye.Tests.Importing.Translation;

/// <summary>What can happen to a file: it is cut, a value of another type stands in it, a word is missing or there twice.</summary>
internal static partial class DamagedFiles
{
    private static readonly string[] JsonValues = ["null", "true", "7", "\"text\"", "[]", "{}"];

    /// <summary>Cut behind every line, and at every seventh byte.</summary>
    public static IEnumerable<byte[]> Cut(byte[] whole)
    {
        for (var length = 0; length < whole.Length; length++)
        {
            if (length % 7 == 0 || whole[length - 1] == (byte)'\n')
            {
                yield return whole[..length];
            }
        }
    }

    /// <summary>Each value of a JSON file, objects and lists too, replaced by one of every other type.</summary>
    public static IEnumerable<byte[]> Retyped(byte[] json) => Values(json).SelectMany(value => JsonValues
        .Where(other => Type(other[0]) != Type((char)json[value.Start]))
        .Select(other => (byte[])[.. json[..value.Start], .. Encoding.UTF8.GetBytes(other), .. json[value.End..]]));

    /// <summary>Each word of a HAProxy file taken out, and said twice.</summary>
    public static IEnumerable<byte[]> WithoutOrTwice(byte[] haproxy)
    {
        var text = Encoding.UTF8.GetString(haproxy);
        foreach (Match word in Word.Matches(text))
        {
            yield return Encoding.UTF8.GetBytes(text.Remove(word.Index, word.Length));
            yield return Encoding.UTF8.GetBytes(text.Insert(word.Index, word.Value + " "));
        }
    }

    private static char Type(char first) => first is 't' or 'f' ? 't' : first is '-' or (>= '0' and <= '9') ? '0' : first;

    private static List<(int Start, int End)> Values(byte[] json)
    {
        var values = new List<(int Start, int End)>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray))
            {
                var start = (int)reader.TokenStartIndex;
                var behind = reader; // a copy, as objects and lists are gone through too
                behind.Skip();
                values.Add((start, (int)behind.BytesConsumed));
            }
        }

        return values;
    }

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word { get; }
}
