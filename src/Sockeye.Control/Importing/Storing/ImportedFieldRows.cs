using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Data.Sqlite;
using Sockeye.Control.Storage;

namespace Sockeye.Control.Importing.Storing;

/// <summary>Reads and writes what files said of a user or an upstream when they were last imported.</summary>
/// <param name="connection">In the transaction of the import.</param>
/// <param name="secrets">Seals it.</param>
/// <param name="isRehearsal">Whether nothing is to be written: to seal makes the key where there is none yet.</param>
internal sealed class ImportedFieldRows(SqliteConnection connection, SecretProtector secrets, bool isRehearsal)
{
    public ImportedUserFields? FindUser(string name) => Find("user", name, ImportedFieldsJson.Default.ImportedUserFields);

    public ImportedUpstreamFields? FindUpstream(string id) => Find("upstream", id, ImportedFieldsJson.Default.ImportedUpstreamFields);

    public void Write(string name, ImportedUserFields fields) => Write("user", name, JsonSerializer.Serialize(fields, ImportedFieldsJson.Default.ImportedUserFields));

    public void Write(string id, ImportedUpstreamFields fields) =>
        Write("upstream", id, JsonSerializer.Serialize(fields, ImportedFieldsJson.Default.ImportedUpstreamFields));

    private static string Purpose(string kind, string name) => $"imported {kind} {name}";

    private T? Find<T>(string kind, string name, JsonTypeInfo<T> type)
        where T : class
    {
        var rows = connection.ReadRows(
            "SELECT fields FROM imported_fields WHERE kind = $kind AND name = $name", row => row.GetFieldValue<byte[]>(0), ("$kind", kind), ("$name", name));
        try
        {
            return rows is [var row] ? JsonSerializer.Deserialize(secrets.Open(row, Purpose(kind, name)), type) : null;
        }
        catch (Exception exception) when (exception is StoreException or JsonException)
        {
            return null; // the key is another one: as if no import had been
        }
    }

    private void Write(string kind, string name, string fields)
    {
        if (!isRehearsal)
        {
            connection.Execute(
                "INSERT INTO imported_fields (kind, name, fields) VALUES ($kind, $name, $fields) ON CONFLICT (kind, name) DO UPDATE SET fields = $fields",
                ("$kind", kind),
                ("$name", name),
                ("$fields", secrets.Seal(fields, Purpose(kind, name))));
        }
    }
}

[JsonSerializable(typeof(ImportedUserFields))]
[JsonSerializable(typeof(ImportedUpstreamFields))]
internal sealed partial class ImportedFieldsJson : JsonSerializerContext;
