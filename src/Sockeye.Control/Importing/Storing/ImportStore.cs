using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;

namespace Sockeye.Control.Importing.Storing;

/// <summary>
/// Puts imported users and external proxies into the database: all of them or, where one is refused, none; again and again,
/// changing only what the files changed.
/// </summary>
/// <param name="database">Where they go.</param>
/// <param name="secrets">Seals the passwords of upstreams.</param>
/// <param name="time">Gives the moments of change.</param>
public sealed class ImportStore(SockeyeDatabase database, SecretProtector secrets, TimeProvider time)
{
    private readonly UserStore _users = new(database, time);
    private readonly UpstreamStore _upstreams = new(database, secrets, time);

    /// <summary>Does it, or, for <paramref name="isRehearsal"/>, finds out what would be done.</summary>
    /// <param name="imported">What the files say.</param>
    /// <param name="replaces">Whether what was added or changed here gives way to the files; otherwise it stays, and a user with another password or another upstream of the same name that no import brought is refused.</param>
    /// <param name="isRehearsal">Whether nothing is to be changed.</param>
    /// <param name="beforeCommit">Runs when all is done but not yet durable, unless it is a rehearsal: where it throws, nothing was changed.</param>
    /// <returns>One change for each upstream and user of the files, and for each user that only an earlier import had.</returns>
    /// <exception cref="StoreException">One of them is refused: nothing was changed.</exception>
    public IReadOnlyList<ImportChange> Apply(ImportedConfiguration imported, bool replaces, bool isRehearsal, Action beforeCommit)
    {
        ArgumentNullException.ThrowIfNull(imported);
        ArgumentNullException.ThrowIfNull(beforeCommit);

        // Before the transaction, which would hold others up: a hash takes some 25 ms.
        var known = _users.List().ToDictionary(user => user.Name, StringComparer.Ordinal);
        var earlier = database.Read(ImportedPasswordRows.ReadAll);
        var users = imported.Users.AsParallel().AsOrdered()
            .Select(user => UserImport.Prepare(user, known.GetValueOrDefault(user.Name), earlier.GetValueOrDefault(user.Name))).ToList();
        return database.WriteOrRehearse(isRehearsal, connection =>
        {
            var fields = new ImportedFieldRows(connection, secrets, isRehearsal);
            var changes = imported.Upstreams.Select(proxy => UpstreamImport.Apply(proxy, _upstreams, fields, replaces)).ToList();
            foreach (var user in users)
            {
                changes.Add(user.Apply(_users, fields, replaces));
                ImportedPasswordRows.Write(connection, user.Name, user.PasswordHash);
            }

            var names = users.Select(user => user.Name).ToHashSet(StringComparer.Ordinal);
            changes.AddRange(users.Count == 0 ? [] : earlier.Keys.Where(name => !names.Contains(name) && known.ContainsKey(name))
                .Select(name => new ImportChange("user", name, ImportAction.Left, "")));
            if (!isRehearsal)
            {
                beforeCommit();
            }

            return changes;
        });
    }
}
