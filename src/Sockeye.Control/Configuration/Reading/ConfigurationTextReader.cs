using System.Text.Json;

namespace Sockeye.Control.Configuration.Reading;

/// <summary>Reads JSON (RFC 8259) with comments and trailing commas into nodes that know their place.</summary>
internal static class ConfigurationTextReader
{
    private static readonly JsonReaderOptions ReaderOptions = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 64,
    };

    private const string Empty = "the file is empty; an object is needed, {} for the defaults";

    /// <summary>The root, or null after the one fault that a syntax error is: nothing behind it can be trusted.</summary>
    public static ConfigurationNode? Read(ReadOnlySpan<byte> utf8, BindingContext context)
    {
        var positions = new TextPositions(utf8);
        var reader = new Utf8JsonReader(utf8, ReaderOptions);
        try
        {
            if (!reader.Read())
            {
                context.Fault(default, Empty);
                return null;
            }

            var root = ReadValue(ref reader, ref positions, "");
            while (reader.Read())
            {
                // Comments behind the root; anything else throws.
            }

            return root;
        }
        catch (JsonException error)
        {
            var offset = OffsetOf(error, utf8);
            var isAtEnd = utf8[offset..].TrimEnd(" \t\r\n"u8).IsEmpty;
            context.Fault(
                new TextPositions(utf8).At(offset, ""),
                !isAtEnd ? "not JSON: " + Message(error)
                : reader.TokenType == JsonTokenType.None ? Empty
                : "the file ends too early: an object, a list or a string is not closed");
        }
        catch (InvalidOperationException)
        {
            // GetString: an escape such as \ud800 that is half of a character.
            context.Fault(positions.At(reader.TokenStartIndex, ""), "a string holds an escape that is half of a character");
        }

        return null;
    }

    private static ConfigurationNode ReadValue(ref Utf8JsonReader reader, ref TextPositions positions, string path)
    {
        var place = positions.At(reader.TokenStartIndex, path);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, ref positions, place);
            case JsonTokenType.StartArray:
                return ReadArray(ref reader, ref positions, place);
            case JsonTokenType.String:
                return new ConfigurationNode(ConfigurationNodeKind.String, place) { Text = reader.GetString()! };
            case JsonTokenType.Number:
                return new ConfigurationNode(ConfigurationNodeKind.Number, place) { Text = System.Text.Encoding.ASCII.GetString(reader.ValueSpan) };
            case JsonTokenType.True or JsonTokenType.False:
                return new ConfigurationNode(ConfigurationNodeKind.Boolean, place) { Text = reader.GetBoolean() ? "true" : "false" };
            default:
                return new ConfigurationNode(ConfigurationNodeKind.Null, place);
        }
    }

    private static ConfigurationNode ReadObject(ref Utf8JsonReader reader, ref TextPositions positions, ConfigurationPlace place)
    {
        var node = new ConfigurationNode(ConfigurationNodeKind.Object, place);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var namePlace = positions.At(reader.TokenStartIndex, ConfigurationPath.Member(place.Path, name));
            reader.Read();
            node.Members.Add(new ConfigurationMember(name, namePlace, ReadValue(ref reader, ref positions, namePlace.Path)));
        }

        return node;
    }

    private static ConfigurationNode ReadArray(ref Utf8JsonReader reader, ref TextPositions positions, ConfigurationPlace place)
    {
        var node = new ConfigurationNode(ConfigurationNodeKind.Array, place);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            node.Items.Add(ReadValue(ref reader, ref positions, ConfigurationPath.Item(place.Path, node.Items.Count)));
        }

        return node;
    }

    private static int OffsetOf(JsonException error, ReadOnlySpan<byte> utf8)
    {
        // The exception counts lines from 0 and columns in bytes.
        var offset = 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
        {
            offset += utf8[offset..].IndexOf((byte)'\n') + 1;
        }

        return (int)Math.Min(offset + (error.BytePositionInLine ?? 0), utf8.Length);
    }

    private static string Message(JsonException error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var text = (end < 0 ? error.Message : error.Message[..end]).ReplaceLineEndings(" ").TrimEnd('.', ' ');

        // The reader repeats the whole word, which may be a password that lacks its quotes.
        return text.Contains("JSON literal", StringComparison.Ordinal) ? "expected a text in quotes, a number, true, false or null" : text;
    }
}
