using Microsoft.Data.Sqlite;
using Sockeye.Control.Storage;

namespace Sockeye.Control.Upstreams;

/// <summary>
/// The upstreams of a database. Each method is one transaction, durable when it returns; a running server takes the
/// change within a second. Every method throws <see cref="StoreException"/> for what the database refuses or cannot do.
/// </summary>
/// <param name="database">Where they are stored.</param>
/// <param name="secrets">Seals and opens their passwords.</param>
/// <param name="time">Gives the moments of creation and change.</param>
public sealed class UpstreamStore(SockeyeDatabase database, SecretProtector secrets, TimeProvider time)
{
    /// <summary>Adds an upstream.</summary>
    /// <exception cref="StoreException">Id taken, or a value that cannot be taken.</exception>
    public UpstreamRecord Add(NewUpstream upstream)
    {
        ArgumentNullException.ThrowIfNull(upstream);
        return database.Write(connection =>
        {
            var now = time.GetUtcNow();
            var row = new UpstreamRow
            {
                Id = upstream.Id,
                Revision = SockeyeDatabase.NextRevision(connection),
                Scheme = upstream.Scheme,
                Host = upstream.Host,
                Port = upstream.Port,
                UserName = upstream.UserName,
                CertificateAuthorityPem = upstream.CertificateAuthorityPem,
                PinSha256 = upstream.PinSha256?.ToArray(),
                ServerName = upstream.ServerName,
                Enabled = upstream.Enabled,
                Fallback = upstream.Fallback,
                CreatedAt = now,
                UpdatedAt = now,
            };
            UpstreamRules.Check(row);
            if (UpstreamRows.Find(connection, row.Id) is not null)
                throw new StoreException(StoreError.UpstreamTaken, $"there is already an upstream {row.Id}; choose another id");
            row = row with { SealedPassword = Seal(row, upstream.Password) };
            UpstreamRows.Insert(connection, row);
            return Existing(connection, row.Id).Open(secrets);
        });
    }

    /// <summary>Every upstream, by id. One whose password cannot be opened says so in <see cref="UpstreamRecord.Unavailable"/>.</summary>
    public IReadOnlyList<UpstreamRecord> List() =>
        database.Read(connection => UpstreamRows.ReadAll(connection).ConvertAll(row => row.Open(secrets)));

    /// <summary>The upstream of that id, compared byte for byte, or null.</summary>
    public UpstreamRecord? Find(string id) => database.Read(connection => UpstreamRows.Find(connection, id)?.Open(secrets));

    /// <summary>Changes what is set in <paramref name="changes"/>, and nothing else.</summary>
    /// <exception cref="StoreException">No such upstream, or a value that cannot be taken.</exception>
    public UpstreamRecord Set(string id, UpstreamChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return Update(id, row => row with
        {
            Scheme = changes.Scheme.Or(row.Scheme)!,
            Host = changes.Host.Or(row.Host)!,
            Port = changes.Port.Or(row.Port),
            UserName = changes.UserName.Or(row.UserName),
            SealedPassword = changes.UserName is { IsSet: true, Value: null } ? null : row.SealedPassword,
            CertificateAuthorityPem = changes.CertificateAuthorityPem.Or(row.CertificateAuthorityPem),
            PinSha256 = changes.PinSha256.IsSet ? changes.PinSha256.Value?.ToArray() : row.PinSha256,
            ServerName = changes.ServerName.Or(row.ServerName),
            Enabled = changes.Enabled.Or(row.Enabled),
            Fallback = changes.Fallback.Or(row.Fallback),
        });
    }

    /// <summary>Replaces the password; null takes it away.</summary>
    /// <exception cref="StoreException">No such upstream, no user name to go with a password, or the key cannot be had.</exception>
    public UpstreamRecord SetPassword(string id, string? password) => Update(id, row => row with { SealedPassword = Seal(row, password) });

    /// <summary>Removes an upstream.</summary>
    /// <returns>What was removed.</returns>
    /// <exception cref="StoreException">No such upstream, or users refer to it: the message names them.</exception>
    public UpstreamRecord Remove(string id) => database.Write(connection =>
    {
        var row = Existing(connection, id);
        var users = connection.ReadRows("SELECT name FROM users WHERE upstream = $id ORDER BY name", r => r.GetString(0), ("$id", id));
        if (users.Count > 0)
            throw new StoreException(StoreError.UpstreamInUse, $"the upstream {id} is used by {Named(users)}; give them another first: sockeye user set");
        connection.Execute("DELETE FROM upstreams WHERE id = $id", ("$id", id));
        connection.Execute("DELETE FROM imported_fields WHERE kind = 'upstream' AND name = $id", ("$id", id)); // the next of this id is nobody's import
        return row.Open(secrets);
    });

    private static UpstreamRow Existing(SqliteConnection connection, string id) =>
        UpstreamRows.Find(connection, id)
        ?? throw new StoreException(StoreError.UnknownUpstream, $"there is no upstream {id}; see: sockeye upstream list");

    private static string Named(List<string> users)
    {
        const int Shown = 10;
        var names = string.Join(", ", users.Take(Shown));
        return users.Count > Shown ? $"{names} and {users.Count - Shown} more" : names;
    }

    private UpstreamRecord Update(string id, Func<UpstreamRow, UpstreamRow> change) => database.Write(connection =>
    {
        var row = change(Existing(connection, id)) with
        {
            Revision = SockeyeDatabase.NextRevision(connection),
            UpdatedAt = time.GetUtcNow(),
        };
        UpstreamRules.Check(row);
        UpstreamRows.Update(connection, row);
        return Existing(connection, id).Open(secrets);
    });

    private byte[]? Seal(UpstreamRow row, string? password)
    {
        if (password is null)
            return null;
        if (row.UserName is null)
            throw UpstreamRules.Invalid("a password for an upstream needs a user name");
        UpstreamRules.CheckCredential(password, "password");
        return secrets.Seal(password, UpstreamRow.Purpose(row.Id));
    }
}
