using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Importing.Translation;

/// <summary>Writes a configuration as JSON for people: two blanks an indentation, short lists on one line as the writer has them.</summary>
internal static class ConfigurationText
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ConfigurationNode root)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Options))
        {
            Write(writer, root);
        }

        return Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, ConfigurationNode node)
    {
        switch (node.Kind)
        {
            case ConfigurationNodeKind.Object:
                writer.WriteStartObject();
                foreach (var member in node.Members)
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case ConfigurationNodeKind.Array:
                writer.WriteStartArray();
                foreach (var item in node.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ConfigurationNodeKind.String:
                writer.WriteStringValue(node.Text);
                break;
            case ConfigurationNodeKind.Number:
                writer.WriteRawValue(node.Text);
                break;
            case ConfigurationNodeKind.Boolean:
                writer.WriteBooleanValue(node.Text == "true");
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
