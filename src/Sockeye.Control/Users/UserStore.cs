using Microsoft.Data.Sqlite;
using Sockeye.Control.Storage;
using Sockeye.Engine.Authentication;

namespace Sockeye.Control.Users;

/// <summary>
/// The users of a database. Each method is one transaction, durable when it returns; a running server takes the change
/// within a second. Every method throws <see cref="StoreException"/> for what the database refuses or cannot do.
/// </summary>
/// <param name="database">Where they are stored.</param>
/// <param name="time">Gives the moments of creation and change.</param>
public sealed class UserStore(SockeyeDatabase database, TimeProvider time)
{
    private const UserCommands AllCommands = UserCommands.Connect | UserCommands.Udp | UserCommands.Bind;

    /// <summary>Adds a user.</summary>
    /// <exception cref="StoreException">Name, e-mail address or uuid taken, no such upstream, a value that cannot be taken.</exception>
    public UserRecord Add(NewUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return database.Write(connection => Insert(connection, user));
    }

    /// <summary>Adds many, as an import does: all of them or, where one is refused, none.</summary>
    /// <exception cref="StoreException">As with <see cref="Add"/>, for the first that is refused.</exception>
    public IReadOnlyList<UserRecord> AddAll(IEnumerable<NewUser> users)
    {
        ArgumentNullException.ThrowIfNull(users);
        return database.Write(connection => users.Select(user => Insert(connection, user)).ToList());
    }

    /// <summary>Every user, by name.</summary>
    public IReadOnlyList<UserRecord> List() => database.Read(UserRows.ReadAll);

    /// <summary>The user of that name, compared byte for byte, or null.</summary>
    public UserRecord? Find(string name) => database.Read(connection => UserRows.FindByName(connection, name));

    /// <summary>The user with that e-mail address, whose ASCII letters may be in either case, or null.</summary>
    public UserRecord? FindByEmail(string email) => database.Read(connection => UserRows.FindByEmail(connection, email));

    /// <summary>Changes what is set in <paramref name="changes"/>, and nothing else.</summary>
    /// <exception cref="StoreException">No such user, e-mail address taken, no such upstream, a value that cannot be taken.</exception>
    public UserRecord Set(string name, UserChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return database.Write(connection =>
        {
            var user = Existing(connection, name);
            if (changes.Email.IsSet)
                CheckEmail(connection, changes.Email.Value, name);
            if (changes.Upstream.IsSet)
                CheckUpstream(connection, changes.Upstream.Value);
            if (changes.Commands.IsSet)
                CheckCommands(changes.Commands.Value);
            connection.Execute(
                """
                UPDATE users SET email = $email, upstream = $upstream, expires_at_ms = $expires, commands = $commands, updated_at_ms = $now
                WHERE name = $name
                """,
                ("$email", changes.Email.Or(user.Email)),
                ("$upstream", changes.Upstream.Or(user.Upstream)),
                ("$expires", changes.ExpiresAt.Or(user.ExpiresAt)?.ToUnixTimeMilliseconds()),
                ("$commands", (int)changes.Commands.Or(user.Commands)),
                ("$now", Now),
                ("$name", name));
            return Existing(connection, name);
        });
    }

    /// <summary>Replaces the password: open sessions and remembered logins of the old one end.</summary>
    /// <exception cref="StoreException">No such user, or a hash that is not supported.</exception>
    public UserRecord SetPassword(string name, string passwordHash)
    {
        CheckHash(passwordHash);
        return Update(
            name,
            connection => connection.Execute(
                "UPDATE users SET password_hash = $hash, password_version = $version, updated_at_ms = $now WHERE name = $name",
                ("$hash", passwordHash),
                ("$version", SockeyeDatabase.NextRevision(connection)),
                ("$now", Now),
                ("$name", name)));
    }

    /// <summary>Lets a user log in, or ends his sessions and keeps him out.</summary>
    /// <exception cref="StoreException">No such user.</exception>
    public UserRecord SetEnabled(string name, bool enabled) => Update(
        name,
        connection => connection.Execute(
            "UPDATE users SET enabled = $enabled, updated_at_ms = $now WHERE name = $name", ("$enabled", enabled), ("$now", Now), ("$name", name)));

    /// <summary>Removes a user; his sessions end.</summary>
    /// <returns>What was removed.</returns>
    /// <exception cref="StoreException">No such user.</exception>
    public UserRecord Remove(string name) => database.Write(connection =>
    {
        var user = Existing(connection, name);
        connection.Execute("DELETE FROM users WHERE name = $name", ("$name", name));

        // The next of this name is nobody's import.
        connection.Execute("DELETE FROM imported_passwords WHERE user_name = $name", ("$name", name));
        connection.Execute("DELETE FROM imported_fields WHERE kind = 'user' AND name = $name", ("$name", name));
        return user;
    });

    /// <summary>Stores another hash of the same password: sessions and the password's version stay.</summary>
    /// <returns>False where the stored hash is no longer the one that was verified, and nothing was changed.</returns>
    public bool ReplaceHash(string name, string verifiedHash, string newHash)
    {
        CheckHash(newHash);
        return database.Write(connection => connection.Execute(
            "UPDATE users SET password_hash = $new WHERE name = $name AND password_hash = $verified",
            ("$new", newHash),
            ("$name", name),
            ("$verified", verifiedHash)) == 1);
    }

    private static UserRecord Existing(SqliteConnection connection, string name) =>
        UserRows.FindByName(connection, name)
        ?? throw new StoreException(StoreError.UnknownUser, $"there is no user called {name}; see: sockeye user list");

    private static void CheckEmail(SqliteConnection connection, string? email, string name)
    {
        if (email is null)
            return;
        if (!EmailAddress.TryValidate(email, out var why))
            throw Invalid(why);
        if (UserRows.FindByEmail(connection, email) is { } owner && owner.Name != name)
            throw new StoreException(StoreError.EmailTaken, $"{email} is already the e-mail address of the user {owner.Name}");
        if (connection.ReadValue("SELECT name FROM users WHERE name = $email COLLATE NOCASE AND name <> $name", ("$email", email), ("$name", name)) is string called)
            throw new StoreException(StoreError.EmailTaken, $"a user is called {called}, and rules could not tell that from this e-mail address; choose another");
    }

    private static void CheckUpstream(SqliteConnection connection, string? upstream)
    {
        if (upstream is not null && connection.ReadValue("SELECT 1 FROM upstreams WHERE id = $id", ("$id", upstream)) is null)
            throw new StoreException(StoreError.UnknownUpstream, $"there is no upstream {upstream}; add it first: sockeye upstream add");
    }

    private static void CheckHash(string hash)
    {
        if (!PasswordHashFormat.IsSupported(hash, out var why))
            throw Invalid(why);
    }

    private static void CheckCommands(UserCommands commands)
    {
        if ((commands & ~AllCommands) != 0)
            throw Invalid("the commands of a user are connect, udp and bind");
    }

    private static StoreException Invalid(string why) => new(StoreError.InvalidValue, why);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private UserRecord Insert(SqliteConnection connection, NewUser user)
    {
        if (!UserName.TryValidate(user.Name, out var why))
            throw Invalid(why);
        CheckHash(user.PasswordHash);
        CheckCommands(user.Commands);
        if (UserRows.FindByName(connection, user.Name) is not null)
            throw new StoreException(StoreError.NameTaken, $"there is already a user called {user.Name}; choose another name");
        if (UserRows.FindByEmail(connection, user.Name) is { } other)
        {
            throw new StoreException(
                StoreError.NameTaken, $"{user.Name} is the e-mail address of the user {other.Name}, and rules could not tell the two apart; choose another name");
        }

        CheckEmail(connection, user.Email, user.Name);
        CheckUpstream(connection, user.Upstream);
        var uuid = (user.Uuid ?? Guid.NewGuid()).ToString();
        if (connection.ReadValue("SELECT name FROM users WHERE uuid = $uuid", ("$uuid", uuid)) is string owner)
            throw Invalid($"the uuid {uuid} belongs to the user {owner}");

        connection.Execute(
            """
            INSERT INTO users (name, email, uuid, password_hash, password_version, upstream, enabled, expires_at_ms, commands, created_at_ms, updated_at_ms)
            VALUES ($name, $email, $uuid, $hash, $version, $upstream, $enabled, $expires, $commands, $now, $now)
            """,
            ("$name", user.Name),
            ("$email", user.Email),
            ("$uuid", uuid),
            ("$hash", user.PasswordHash),
            ("$version", SockeyeDatabase.NextRevision(connection)),
            ("$upstream", user.Upstream),
            ("$enabled", user.Enabled),
            ("$expires", user.ExpiresAt?.ToUnixTimeMilliseconds()),
            ("$commands", (int)user.Commands),
            ("$now", Now));
        return Existing(connection, user.Name);
    }

    private UserRecord Update(string name, Action<SqliteConnection> update) => database.Write(connection =>
    {
        Existing(connection, name);
        update(connection);
        return Existing(connection, name);
    });
}
