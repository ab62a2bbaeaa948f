using Microsoft.Data.Sqlite;
using Sockeye.Control.Storage;

namespace Sockeye.Control.Upstreams;

/// <summary>Reads and writes rows of the table upstreams.</summary>
internal static class UpstreamRows
{
    private const string Select =
        """
        SELECT id, revision, scheme, host, port, user_name, sealed_password, certificate_authority_pem, pin_sha256, server_name,
               enabled, fallback, created_at_ms, updated_at_ms
        FROM upstreams
        """;

    public static List<UpstreamRow> ReadAll(SqliteConnection connection) => connection.ReadRows($"{Select} ORDER BY id", Read);

    public static UpstreamRow? Find(SqliteConnection connection, string id) =>
        connection.ReadRows($"{Select} WHERE id = $id", Read, ("$id", id)).SingleOrDefault();

    public static void Insert(SqliteConnection connection, UpstreamRow row) => Write(
        connection,
        """
        INSERT INTO upstreams (id, revision, scheme, host, port, user_name, sealed_password, certificate_authority_pem, pin_sha256, server_name,
                               enabled, fallback, created_at_ms, updated_at_ms)
        VALUES ($id, $revision, $scheme, $host, $port, $user, $password, $authority, $pin, $server, $enabled, $fallback, $created, $updated)
        """,
        row);

    public static void Update(SqliteConnection connection, UpstreamRow row) => Write(
        connection,
        """
        UPDATE upstreams
        SET revision = $revision, scheme = $scheme, host = $host, port = $port, user_name = $user, sealed_password = $password,
            certificate_authority_pem = $authority, pin_sha256 = $pin, server_name = $server, enabled = $enabled, fallback = $fallback,
            created_at_ms = $created, updated_at_ms = $updated
        WHERE id = $id
        """,
        row);

    private static void Write(SqliteConnection connection, string sql, UpstreamRow row) => connection.Execute(
        sql,
        ("$id", row.Id),
        ("$revision", row.Revision),
        ("$scheme", row.Scheme),
        ("$host", row.Host),
        ("$port", row.Port),
        ("$user", row.UserName),
        ("$password", row.SealedPassword),
        ("$authority", row.CertificateAuthorityPem),
        ("$pin", row.PinSha256),
        ("$server", row.ServerName),
        ("$enabled", row.Enabled),
        ("$fallback", FallbackText.Of(row.Fallback)),
        ("$created", row.CreatedAt.ToUnixTimeMilliseconds()),
        ("$updated", row.UpdatedAt.ToUnixTimeMilliseconds()));

    private static UpstreamRow Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Revision = row.GetInt64(1),
        Scheme = row.GetString(2),
        Host = row.GetString(3),
        Port = row.GetInt32(4),
        UserName = row.TextOrNull(5),
        SealedPassword = row.BytesOrNull(6),
        CertificateAuthorityPem = row.TextOrNull(7),
        PinSha256 = row.BytesOrNull(8),
        ServerName = row.TextOrNull(9),
        Enabled = row.GetBoolean(10),
        Fallback = FallbackText.TryParse(row.GetString(11), out var fallback) ? fallback : default, // the table knows no other words
        CreatedAt = row.Moment(12),
        UpdatedAt = row.Moment(13),
    };
}
