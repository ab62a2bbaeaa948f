using Microsoft.Data.Sqlite;
using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Tests.Users;

public sealed class SockeyeDatabaseTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempDirectory _directory = new();

    [Fact]
    public void Open_NewDirectory_CreatesBothForTheOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no modes there");
        var data = _directory.File("data");
        using var database = SockeyeDatabase.Open(data);
        new UserStore(database, TimeProvider.System).Add(new NewUser { Name = "alice", PasswordHash = ControlHarness.Hash });

#pragma warning disable CA1416 // Skipped above.
        File.GetUnixFileMode(data).ShouldBe(Private | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(data))
            File.GetUnixFileMode(file).ShouldBe(Private, file);
#pragma warning restore CA1416
        Directory.GetFiles(data).Select(Path.GetFileName).ShouldBe(["sockeye.db", "sockeye.db-shm", "sockeye.db-wal"], ignoreOrder: true);
    }

    [Fact]
    public void Open_FileOpenToOthers_IsTightened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no modes there");
        SockeyeDatabase.Open(_directory.Path).Dispose();
        var file = _directory.File("sockeye.db");
#pragma warning disable CA1416 // Skipped above.
        File.SetUnixFileMode(file, Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        SockeyeDatabase.Open(_directory.Path).Dispose();
        File.GetUnixFileMode(file).ShouldBe(Private);
#pragma warning restore CA1416
    }

    [Fact]
    public void Open_Connection_SyncsEachCommitAndChecksReferences()
    {
        using var database = SockeyeDatabase.Open(_directory.Path);

        // 2 is FULL: the log is synced before a commit returns.
        database.Read(connection => connection.ReadInteger("PRAGMA synchronous")).ShouldBe(2);
        database.Read(connection => connection.ReadValue("PRAGMA journal_mode")).ShouldBe("wal");
        database.Read(connection => connection.ReadInteger("PRAGMA foreign_keys")).ShouldBe(1);
        database.Read(connection => connection.ReadInteger("PRAGMA busy_timeout")).ShouldBe(5000);
    }

    [Fact]
    public async Task Open_NewFileBySeveralAtOnce_WorksForAll()
    {
        using var start = new Barrier(4);
        var opening = Enumerable.Range(0, 4).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                using var database = SockeyeDatabase.Open(_directory.Path);
                new UserStore(database, TimeProvider.System).Add(new NewUser { Name = $"user{i}", PasswordHash = ControlHarness.Hash });
            },
            TaskCreationOptions.LongRunning));
        await Task.WhenAll(opening);

        using var control = new ControlHarness(_directory);
        control.Users.List().Count.ShouldBe(4);
    }

    [Fact]
    public void Open_NoDatabase_IsRefusedUntouched()
    {
        var file = _directory.File("sockeye.db");
        var text = string.Concat(Enumerable.Repeat("This is a letter, not a database. ", 100));
        File.WriteAllText(file, text);

        Refused(StoreError.NotADatabase, "not a database");
        File.ReadAllText(file).ShouldBe(text);
    }

    [Fact]
    public void Open_DatabaseOfAnotherProgram_IsRefusedUntouched()
    {
        Execute("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)");
        var before = File.ReadAllBytes(_directory.File("sockeye.db"));

        Refused(StoreError.ForeignDatabase, "another program");
        File.ReadAllBytes(_directory.File("sockeye.db")).ShouldBe(before);
    }

    [Fact]
    public void Open_DatabaseOfANewerVersion_IsRefused()
    {
        SockeyeDatabase.Open(_directory.Path).Dispose();
        Execute("PRAGMA user_version = 99");

        Refused(StoreError.NewerSchema, "99");
    }

    [Fact]
    public void Open_DatabaseOfTheFirstVersion_IsBroughtForwardAndWhoHasItOpenIsSeen()
    {
        using (var control = new ControlHarness(_directory))
            control.Users.Add(new NewUser { Name = "alice", PasswordHash = ControlHarness.Hash });
        Execute(
            """
            DROP TABLE imported_passwords; DROP TABLE imported_fields; DROP TABLE changes; DROP INDEX users_by_name_nocase;
            DROP TRIGGER users_inserted; DROP TRIGGER users_updated; DROP TRIGGER users_deleted;
            DROP TRIGGER upstreams_inserted; DROP TRIGGER upstreams_updated; DROP TRIGGER upstreams_deleted;
            ALTER TABLE upstreams DROP COLUMN fallback;
            PRAGMA user_version = 1
            """);
        using var older = new SqliteConnection($"Data Source={_directory.File("sockeye.db")};Pooling=False");
        older.Open();
        older.ReadInteger("SELECT count(*) FROM users").ShouldBe(1);

        using var server = new ControlHarness(_directory);
        using var watcher = server.Watch();
        watcher.Current.Find("alice").ShouldNotBeNull();
        older.Execute("DELETE FROM users");
        server.Database.Read(c => c.ReadInteger("SELECT count(*) FROM changes WHERE user_name = 'alice'")).ShouldBe(1);
    }

    [Fact]
    public void Open_DatabaseOfTheSecondVersion_IsBroughtForwardAndItsUpstreamsBlock()
    {
        using (var control = new ControlHarness(_directory))
            control.Upstreams.Add(new NewUpstream { Id = "out", Scheme = "socks5", Host = "proxy.example", Port = 1080, Fallback = UpstreamFallback.Direct });
        Execute("DROP TABLE imported_passwords; DROP TABLE imported_fields; ALTER TABLE upstreams DROP COLUMN fallback; PRAGMA user_version = 2");

        using var server = new ControlHarness(_directory);

        var upstream = server.Upstreams.Find("out").ShouldNotBeNull();
        (upstream.Host, upstream.Fallback).ShouldBe(("proxy.example", UpstreamFallback.Block));
        server.Upstreams.Set("out", new UpstreamChanges { Fallback = UpstreamFallback.Direct }).Fallback.ShouldBe(UpstreamFallback.Direct);
        server.Database.Read(c => c.ReadInteger("SELECT count(*) FROM imported_passwords")).ShouldBe(0);
        Should.Throw<SqliteException>(() => Execute("UPDATE upstreams SET fallback = 'anything'"));
    }

    [Fact]
    public void Open_DirectoryThatIsAFile_IsRefused()
    {
        var file = _directory.File("file");
        File.WriteAllText(file, "");
        Should.Throw<StoreException>(() => SockeyeDatabase.Open(file)).Error.ShouldBe(StoreError.AccessDenied);
    }

    [Fact]
    public void Open_AgainAfterClosing_FindsWhatWasStored()
    {
        using (var control = new ControlHarness(_directory))
            control.Users.Add(new NewUser { Name = "alice", PasswordHash = ControlHarness.Hash });

        using var again = new ControlHarness(_directory);
        again.Users.List().Single().Name.ShouldBe("alice");
    }

    public void Dispose() => _directory.Dispose();

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_directory.File("sockeye.db")};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }

    private void Refused(StoreError error, string word)
    {
        var exception = Should.Throw<StoreException>(() => SockeyeDatabase.Open(_directory.Path));
        exception.Error.ShouldBe(error);
        exception.Message.ShouldContain(word);
        exception.Message.ShouldContain("sockeye.db");
        exception.Message.ShouldNotContain('\n');
    }
}
