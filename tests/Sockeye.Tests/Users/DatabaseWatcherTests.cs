using Microsoft.Extensions.Logging;
using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;

namespace Sockeye.Tests.Users;

public sealed class DatabaseWatcherTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly TempDirectory _directory = new();
    private readonly ControlHarness _server;
    private readonly ControlHarness _commandLine;

    public DatabaseWatcherTests()
    {
        _server = new ControlHarness(_directory);
        _commandLine = new ControlHarness(_directory);
    }

    [Fact]
    public void Start_ExistingUsers_AreThereAtOnce()
    {
        Add("alice");
        using var watcher = _server.Watch();
        watcher.Current.Find("alice").ShouldNotBeNull();
    }

    [Fact]
    public async Task Change_ByAnotherProcess_IsAnnounced()
    {
        using var watcher = _server.Watch(TimeProvider.System);
        var seen = new TaskCompletionSource();
        watcher.Changed += () => seen.TrySetResult();

        Add("alice");

        await seen.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
        watcher.Current.Find("alice").ShouldNotBeNull();
    }

    [Fact]
    public void Change_ByAnotherProcess_IsSeenAtTheNextLookAndAnnouncedOnce()
    {
        using var watcher = _server.Watch();
        var announced = 0;
        watcher.Changed += () => announced++;

        Add("alice");
        _server.Time.Advance(Interval);
        announced.ShouldBe(1);
        watcher.Current.Find("alice").ShouldNotBeNull();

        _server.Time.Advance(Interval);
        _server.Time.Advance(Interval);
        announced.ShouldBe(1);

        _commandLine.Users.SetEnabled("alice", false);
        _server.Time.Advance(Interval);
        watcher.Current.Find("alice")!.Enabled.ShouldBeFalse();

        _commandLine.Users.Remove("alice");
        _server.Time.Advance(Interval);
        watcher.Current.Count.ShouldBe(0);
        announced.ShouldBe(3);
    }

    [Fact]
    public void Change_ByTheServersOwnStore_IsSeenToo()
    {
        using var watcher = _server.Watch();
        _server.Users.Add(new NewUser { Name = "alice", PasswordHash = ControlHarness.Hash });
        _server.Time.Advance(Interval);
        watcher.Current.Find("alice").ShouldNotBeNull();
    }

    [Fact]
    public void Change_OfOneUser_LeavesTheOthersTheSameObjects()
    {
        Add("alice");
        Add("bob");
        using var watcher = _server.Watch();
        var (alice, bob) = (watcher.Current.Find("alice"), watcher.Current.Find("bob"));

        _commandLine.Users.SetPassword("bob", ControlHarness.OtherHash);
        _server.Time.Advance(Interval);

        watcher.Current.Find("alice").ShouldBeSameAs(alice);
        watcher.Current.Find("bob").ShouldNotBe(bob);
    }

    [Fact]
    public void Change_OfUpstreams_IsInTheSnapshotWithItsPassword()
    {
        using var watcher = _server.Watch();
        AddUpstream("one");
        AddUpstream("two");
        _server.Time.Advance(Interval);
        watcher.Upstreams.Select(u => (u.Id, u.Password)).ShouldBe([("one", "secret"), ("two", "secret")]);
        var one = watcher.Upstreams[0];

        _commandLine.Upstreams.SetPassword("two", "other");
        _server.Time.Advance(Interval);

        watcher.Snapshot.Upstreams[0].ShouldBeSameAs(one);
        watcher.Snapshot.Upstreams[1].Password.ShouldBe("other");
    }

    [Fact]
    public void Key_MissingAtStart_MakesTheUpstreamUnavailableAndNothingElse()
    {
        Add("alice");
        AddUpstream("one");
        File.Delete(_directory.File("secret.key"));

        using var watcher = _server.Watch();

        watcher.Current.Find("alice").ShouldNotBeNull();
        var upstream = watcher.Upstreams.Single();
        upstream.Password.ShouldBeNull();
        upstream.HasPassword.ShouldBeTrue();
        upstream.Unavailable.ShouldNotBeNull().ShouldContain("secret.key");
    }

    [Fact]
    public void Refresh_KeyPutBack_MakesTheUpstreamUsable()
    {
        AddUpstream("one");
        File.Move(_directory.File("secret.key"), _directory.File("kept"));
        using var watcher = _server.Watch();
        var announced = 0;
        watcher.Changed += () => announced++;

        File.Move(_directory.File("kept"), _directory.File("secret.key"));
        watcher.Refresh();

        watcher.Upstreams.Single().Password.ShouldBe("secret");
        announced.ShouldBe(1);
    }

    [Fact]
    public void Failure_WhileWatching_KeepsTheSnapshotAndIsLoggedOnce()
    {
        Add("alice");
        var log = new ListLogger();
        using var watcher = DatabaseWatcher.Start(_server.Database, _server.Secrets, _server.Time, log);
        _commandLine.Database.Read(c => c.Execute("ALTER TABLE users RENAME TO hidden"));

        _server.Time.Advance(Interval);
        _server.Time.Advance(Interval);
        _server.Time.Advance(Interval);

        watcher.Current.Find("alice").ShouldNotBeNull();
        log.Events.Count(id => id == 3000).ShouldBe(1);

        _commandLine.Database.Read(c => c.Execute("ALTER TABLE hidden RENAME TO users"));
        Add("bob");
        _server.Time.Advance(Interval);
        watcher.Current.Find("bob").ShouldNotBeNull();
        log.Events.Count(id => id == 3001).ShouldBe(1);
    }

    [Fact]
    public void Subscriber_ThatThrows_DoesNotEndTheWatching()
    {
        var log = new ListLogger();
        using var watcher = DatabaseWatcher.Start(_server.Database, _server.Secrets, _server.Time, log);
        watcher.Changed += () => throw new InvalidOperationException("subscriber");

        Add("alice");
        _server.Time.Advance(Interval);
        Add("bob");
        _server.Time.Advance(Interval);

        watcher.Current.Count.ShouldBe(2);
        log.Events.Count(id => id == 3003).ShouldBe(2);
    }

    [Fact]
    public void Start_UnreadableDatabase_SaysWhy()
    {
        _commandLine.Database.Read(c => c.Execute("ALTER TABLE users RENAME TO hidden"));
        Should.Throw<StoreException>(() => _server.Watch()).Message.ShouldContain("sockeye.db");
    }

    [Fact]
    public void Dispose_Watcher_LooksNoMore()
    {
        var watcher = _server.Watch();
        watcher.Dispose();
        Add("alice");
        _server.Time.Advance(Interval);
        watcher.Current.Count.ShouldBe(0);
    }

    public void Dispose()
    {
        _commandLine.Dispose();
        _server.Dispose();
        _directory.Dispose();
    }

    private void Add(string name) => _commandLine.Users.Add(new NewUser { Name = name, PasswordHash = ControlHarness.Hash });

    private void AddUpstream(string id) => _commandLine.Upstreams.Add(
        new NewUpstream { Id = id, Scheme = "socks5s", Host = "proxy.example", Port = 1080, UserName = "me", Password = "secret" });

    private sealed class ListLogger : ILogger<DatabaseWatcher>
    {
        public List<int> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Events.Add(eventId.Id);
    }
}
