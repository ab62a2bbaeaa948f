using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Control.Storage;
using Sockeye.Control.Users;

namespace Sockeye.Scale;

/// <summary>What a start, a change and a look-up cost with many users. The directory keeps its users for the next run.</summary>
internal static class UserScale
{
    private const string Hash = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    public static void Run(string directory, int count)
    {
        SockeyeDatabase database = null!;
        Time("open", () => database = SockeyeDatabase.Open(directory));
        using var opened = database;
        Time("fill by SQL", () => Fill(database.Path, count));

        var time = new ManualTime();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        DatabaseWatcher watcher = null!;
        Time("first reading", () => watcher = DatabaseWatcher.Start(
            database, new SecretProtector(directory), time, NullLogger<DatabaseWatcher>.Instance));
        using var watching = watcher;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"users: {watcher.Current.Count}; peak {process.PeakWorkingSet64 >> 20} MiB resident");
        Console.WriteLine($"held by them: {(GC.GetTotalMemory(forceFullCollection: true) - before) >> 20} MiB");

        LookUp(watcher, count);
        var users = new UserStore(database, TimeProvider.System);
        for (var round = 0; round < 4; round++)
        {
            Change($"one disabled, round {round}", () => users.SetEnabled(Name(count / 2), round % 2 == 1));
        }

        Change("one added", () => users.Add(new NewUser { Name = "new", Email = "new@example.org", PasswordHash = Hash }));
        Check(watcher.Current.Find("new") is not null);
        Change("one removed", () => users.Remove("new"));
        Check(watcher.Current.Find("new") is null);
        Change("100 changed by SQL", () => Execute(database.Path, $"UPDATE users SET updated_at_ms = updated_at_ms + 1 WHERE id % {Math.Max(1, count / 100)} = 0"));
        Change("5000 changed by SQL", () => Execute(database.Path, $"UPDATE users SET updated_at_ms = updated_at_ms + 1 WHERE id % {Math.Max(1, count / 5000)} = 0"));
        LookUp(watcher, count);
        Time("read again on request", watcher.Refresh);

        void Change(string what, Action change)
        {
            var clock = Stopwatch.StartNew();
            change();
            var changed = clock.Elapsed;
            Time($"{what} ({changed.TotalMilliseconds:F1} ms); look", time.Fire);
        }
    }

    private static string Name(int id) => string.Create(CultureInfo.InvariantCulture, $"user{id}");

    private static void Fill(string path, int count) => Execute(
        path,
        $"""
        WITH RECURSIVE n (i) AS (SELECT coalesce((SELECT max(id) FROM users), 0) + 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
        INSERT INTO users (name, email, uuid, password_hash, password_version, enabled, commands, created_at_ms, updated_at_ms)
        SELECT 'user' || i, 'user' || i || '@example.com', format('%08x-0000-4000-8000-%012x', i, i),
               substr('{Hash}', 1, 75) || format('%022d', i), i, 1, 3, 0, 0
        FROM n WHERE i <= {count}
        """);

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }

    private static void LookUp(DatabaseWatcher watcher, int count)
    {
        var random = new Random(1);
        var names = Enumerable.Range(0, 200_000).Select(_ => Name(random.Next(1, count + 1))).ToArray();
        Check(names.All(name => watcher.Current.Find(name)?.Name == name));
        Check(watcher.Current.Find("nobody") is null);
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            var clock = Stopwatch.StartNew();
            foreach (var name in names)
            {
                watcher.Current.Find(name);
            }

            best = clock.Elapsed < best ? clock.Elapsed : best;
        }

        Console.WriteLine($"look-up of a random user: {best.TotalNanoseconds / names.Length:F0} ns (the best of 10 rounds)");
    }

    private static void Check(bool isRight)
    {
        if (!isRight)
        {
            throw new InvalidOperationException("The answer is wrong.");
        }
    }

    private static void Time(string what, Action action)
    {
        using var process = Process.GetCurrentProcess();
        var clock = Stopwatch.StartNew();
        var before = process.TotalProcessorTime;
        action();
        process.Refresh();
        Console.WriteLine($"{what}: {clock.Elapsed.TotalMilliseconds:F1} ms, of the processors {(process.TotalProcessorTime - before).TotalMilliseconds:F0} ms");
    }
}
