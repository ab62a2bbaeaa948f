using CsCheck;
using Microsoft.Data.Sqlite;
using Sockeye.Control.Storage;
using Sockeye.Control.Users;
using Sockeye.Engine.Authentication;

namespace Sockeye.Tests.Users;

/// <summary>The watcher reads only what changed, and still knows what a whole reading would find, whoever wrote and how.</summary>
public sealed class ChangeHistoryTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly TempDirectory _directory = new();
    private readonly ControlHarness _server;
    private readonly DatabaseWatcher _watcher;
    private int _announced;

    public ChangeHistoryTests()
    {
        _server = new ControlHarness(_directory);
        foreach (var name in (string[])["alice", "bob", "carol"])
            _server.Users.Add(new NewUser { Name = name, Email = $"{name}@example.com", PasswordHash = ControlHarness.Hash });
        _watcher = _server.Watch();
        _watcher.Changed += () => _announced++;
    }

    [Theory]
    [InlineData("UPDATE users SET enabled = 0 WHERE name = 'bob'", "alice bob carol")]
    [InlineData("UPDATE users SET name = 'robert' WHERE name = 'bob'", "alice carol robert")]
    [InlineData("UPDATE users SET name = upper(name)", "ALICE BOB CAROL")]
    [InlineData("UPDATE OR REPLACE users SET email = 'alice@example.com' WHERE name = 'bob'", "bob carol")]
    [InlineData("UPDATE OR REPLACE users SET name = 'alice' WHERE name = 'bob'", "alice carol")]
    [InlineData("REPLACE INTO users SELECT NULL, 'dave', 'BOB@example.com', 'x', password_hash, 9, NULL, 1, NULL, 3, 0, 0 FROM users LIMIT 1", "alice carol dave")]
    [InlineData("REPLACE INTO users SELECT id, 'dave', NULL, 'x', password_hash, 9, NULL, 1, NULL, 3, 0, 0 FROM users WHERE name = 'bob'", "alice carol dave")]
    [InlineData("DELETE FROM users WHERE name = 'bob'", "alice carol")]
    [InlineData("DELETE FROM users", "")]
    [InlineData("DELETE FROM users; DELETE FROM changes", "")]
    [InlineData("DROP TRIGGER users_updated; UPDATE users SET name = 'robert' WHERE name = 'bob'", "alice carol robert")]
    [InlineData("CREATE TABLE copy AS SELECT * FROM users WHERE name <> 'bob'; DROP TABLE users; ALTER TABLE copy RENAME TO users", "alice carol")]
    [InlineData("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 15000) UPDATE users SET commands = (SELECT count(*) FROM n)", "alice bob carol")]
    public void Change_ByAnotherTool_IsSeenAtTheNextLook(string sql, string names)
    {
        Execute(sql);
        Look();
        _announced.ShouldBe(1);
        _watcher.Current.Users.Select(u => u.Name).Order(StringComparer.Ordinal).ShouldBe(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        ShouldBeAsReadWhole();
    }

    [Fact]
    public void Change_AnySequence_IsAsReadWhole() => Statement.List[1, 12].List[1, 4].Sample(
        rounds =>
        {
            foreach (var statements in rounds)
            {
                statements.ForEach(TryExecute);
                Look();
                ShouldBeAsReadWhole();
            }
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void Change_OfMoreThanTheHistoryKeeps_IsSeen()
    {
        Execute("""
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25000)
            INSERT INTO users SELECT NULL, 'user' || i, NULL, 'x' || i, 'hash', i, NULL, 1, NULL, 3, 0, 0 FROM n
            """);
        Look();
        _watcher.Current.Count.ShouldBe(25_003);
        _server.Database.Read(c => c.ReadInteger("SELECT count(*) FROM changes")).ShouldBeLessThanOrEqualTo(11_000);
    }

    [Fact]
    public void Change_ByARestoredBackupWithChangesOfItsOwn_IsSeen()
    {
        using var backup = new SqliteConnection("Data Source=:memory:");
        using var file = Connect();
        backup.Open();
        file.BackupDatabase(backup);
        _server.Users.Remove("bob");
        Look();

        backup.BackupDatabase(file);
        Execute("UPDATE users SET enabled = 0 WHERE name = 'carol'; UPDATE users SET enabled = 1 WHERE name = 'carol'");
        Look();

        _watcher.Current.Find("bob").ShouldNotBeNull();
        ShouldBeAsReadWhole();
    }

    [Fact]
    public void Change_OfOneUser_ReadsNoOther()
    {
        // A change that the history conceals is found by nobody who reads only what it tells.
        Execute("UPDATE users SET enabled = 0 WHERE name = 'bob'; DELETE FROM changes WHERE user_name = 'bob' AND sequence > 4; UPDATE users SET enabled = 0 WHERE name = 'alice'");
        Look();
        _watcher.Current.Find("alice")!.Enabled.ShouldBeFalse();
        _watcher.Current.Find("bob")!.Enabled.ShouldBeTrue();
    }

    [Fact]
    public void Change_OfNothingThatCounts_IsNotAnnounced()
    {
        var before = _watcher.Snapshot;
        Execute("UPDATE users SET updated_at_ms = updated_at_ms + 1; CREATE TABLE theirs (x)");
        Look();
        _announced.ShouldBe(0);
        (_watcher.Snapshot.Users, _watcher.Snapshot.Upstreams).ShouldBe((before.Users, before.Upstreams));
    }

    [Fact]
    public void Change_OfAUser_LeavesTheListOfUpstreamsTheSameObject()
    {
        var before = _watcher.Upstreams;
        _server.Users.Remove("bob");
        Look();
        _announced.ShouldBe(1);
        _watcher.Upstreams.ShouldBeSameAs(before);
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _server.Dispose();
        _directory.Dispose();
    }

    // Few values, so that they get into each other's way.
    private static readonly Gen<string> Statement = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 5]).Select((a, b, c, kind) => kind switch
    {
        0 => $"REPLACE INTO users SELECT {c + 1}, 'n{a}', 'E{b}@example.com', 'u{c}', 'hash', {b}, NULL, 1, NULL, 3, 0, 0",
        1 => $"INSERT OR IGNORE INTO users SELECT NULL, 'n{a}', 'e{b}@example.com', 'u{c}', 'hash', {b}, NULL, 1, NULL, 3, 0, 0",
        2 => $"UPDATE OR REPLACE users SET name = 'n{a}', email = 'e{b}@EXAMPLE.com', uuid = 'u{c}' WHERE name = 'n{b}'",
        3 => $"UPDATE OR IGNORE users SET id = {a + 1}, password_version = {c} WHERE id = {b + 1}",
        4 => $"UPDATE OR REPLACE users SET id = {a + 1} WHERE name = 'n{b}'",
        _ => $"DELETE FROM users WHERE name = 'n{a}' OR email = 'e{b}@example.com'",
    });

    private void Look() => _server.Time.Advance(Interval);

    private void ShouldBeAsReadWhole()
    {
        using var whole = _server.Watch();
        var expected = whole.Current.Users.ToDictionary(u => u.Name);
        _watcher.Current.Count.ShouldBe(expected.Count);
        _watcher.Current.Users.ToDictionary(u => u.Name).ShouldBe(expected, ignoreOrder: true);
        foreach (var (name, user) in expected)
            _watcher.Current.Find(name).ShouldBe(user);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_server.Database.Path};Pooling=False");
        connection.Open();
        return connection;
    }

    // UPDATE OR REPLACE against two rows at once is refused by SQLite itself now and then, with or without triggers.
    private void TryExecute(string sql)
    {
        try
        {
            Execute(sql);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == 19)
        {
            // a constraint: nothing was changed
        }
    }

    private void Execute(string sql)
    {
        using var connection = Connect();
        connection.Execute($"BEGIN; {sql}; COMMIT");
    }
}
