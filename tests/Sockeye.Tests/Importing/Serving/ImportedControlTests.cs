using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Serving;
using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;
using Sockeye.Tests.Certificates;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Importing.Serving;

public sealed class ImportedControlTests : IDisposable
{
    private const string Alice = """{ "username": "alice", "socks_password": "alices-own-word", "email": "alice@example.com" }""";
    private const string Bob = $$"""{ "username": "bob", "socks_password": "{{OldFiles.Hash}}" }""";
    private const string Corp = """{ "id": "corp", "type": "socks5", "address": "corp.example", "port": 1080 }""";
    private const string Home = """{ "id": "home", "type": "socks5s", "address": "home.example", "port": 1080, "auth": { "username": "home", "password": "word-of-home" } }""";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly TempDirectory _directory = new();
    private readonly LogCollector _log = new();
    private readonly ControlHarness _harness;
    private readonly OldFiles _files;
    private readonly DatabaseWatcher _database;
    private readonly ImportedControl _control;

    public ImportedControlTests()
    {
        _harness = new ControlHarness(_directory);
        _files = new OldFiles(_directory);
        _database = _harness.Watch();
        _control = new ImportedControl(_database, _harness.Time, _log);
    }

    [Fact]
    public void Replace_UsersOfFiles_AreThereBesideThoseOfTheDatabase()
    {
        AddToDatabase("dora");

        Replace([Alice, Bob]);

        _control.Current.Users.Select(user => user.Name).Order().ShouldBe(["alice", "bob", "dora"]);
        var alice = _control.Current.Find("alice")!;
        (alice.Email, alice.Enabled, alice.Upstream).ShouldBe(("alice@example.com", true, null));
        StoredPassword.Read(alice.PasswordHash, out _)!.Verify("alices-own-word"u8).ShouldBeTrue();
        _control.Current.Find("bob")!.PasswordHash.ShouldBe(OldFiles.Hash);
    }

    [Fact]
    public void Replace_WhoKeepsHisPassword_KeepsHashAndVersion()
    {
        Replace([Alice, Bob]);
        var (alice, bob) = (_control.Current.Find("alice")!, _control.Current.Find("bob")!);

        Replace([Alice.Replace("alice@example.com", "alice@example.org", StringComparison.Ordinal), Bob]);

        var changed = _control.Current.Find("alice")!;
        (changed.Email, changed.PasswordHash, changed.PasswordVersion).ShouldBe(("alice@example.org", alice.PasswordHash, alice.PasswordVersion));
        _control.Current.Find("bob").ShouldBeSameAs(bob);
    }

    [Fact]
    public void Replace_WhoChangesHisPassword_HasAnotherHashAndVersion()
    {
        Replace([Alice, Bob]);
        var (alice, bob) = (_control.Current.Find("alice")!, _control.Current.Find("bob")!);

        Replace(
        [
            Alice.Replace("alices-own-word", "alices-new-word", StringComparison.Ordinal),
            Bob.Replace(OldFiles.Hash, OldFiles.OtherHash, StringComparison.Ordinal),
        ]);

        _control.Current.Find("alice")!.PasswordVersion.ShouldNotBe(alice.PasswordVersion);
        StoredPassword.Read(_control.Current.Find("alice")!.PasswordHash, out _)!.Verify("alices-new-word"u8).ShouldBeTrue();
        _control.Current.Find("bob")!.PasswordHash.ShouldBe(OldFiles.OtherHash);
        _control.Current.Find("bob")!.PasswordVersion.ShouldNotBe(bob.PasswordVersion);
    }

    [Fact]
    public void Replace_VersionsOfPasswords_AreNoneOfTheDatabases()
    {
        AddToDatabase("dora");

        Replace([Alice, Bob]);

        _control.Current.Find("dora")!.PasswordVersion.ShouldBeGreaterThan(0);
        new[] { "alice", "bob" }.Select(name => _control.Current.Find(name)!.PasswordVersion).ShouldAllBe(version => version < 0);
        _control.Current.Find("alice")!.PasswordVersion.ShouldNotBe(_control.Current.Find("bob")!.PasswordVersion);
    }

    [Fact]
    public void Replace_UserWhoIsGone_IsGone()
    {
        Replace([Alice, Bob]);

        Replace([Bob]);

        _control.Current.Find("alice").ShouldBeNull();
        _control.Current.Count.ShouldBe(1);
    }

    [Fact]
    public void Replace_UserOfTheDatabaseWithThatName_IsHiddenAndBackWhenTheFileHasHimNoMore()
    {
        AddToDatabase("bob", OldFiles.OtherHash);

        Replace([Bob]);
        _control.Current.Find("bob")!.PasswordHash.ShouldBe(OldFiles.Hash);
        Replace([Bob]);
        _log.Lines.Select(line => line.Id).ShouldBe([3005]);

        Replace([Alice]);
        _control.Current.Find("bob")!.PasswordHash.ShouldBe(OldFiles.OtherHash);
    }

    [Fact]
    public void Database_ChangeOfAUser_IsThereBesideTheFilesAndAnnounced()
    {
        Replace([Alice]);
        var announced = 0;
        _control.Changed += () => announced++;

        AddToDatabase("dora");

        _control.Current.Users.Select(user => user.Name).Order().ShouldBe(["alice", "dora"]);
        announced.ShouldBe(1);
        Replace([Alice]);
        announced.ShouldBe(2);
    }

    [Fact]
    public void Upstreams_OfFilesAndDatabase_AreOneList()
    {
        _harness.Upstreams.Add(new NewUpstream { Id = "stored", Scheme = "socks5", Host = "stored.example", Port = 1080 });
        _harness.Time.Advance(Interval);

        Replace([Alice], Corp, Home);

        _control.Upstreams.Select(upstream => upstream.Id).ShouldBe(["stored", "corp", "home"]);
        var home = _control.Upstreams[2];
        (home.Scheme, home.Host, home.UserName, home.Password, home.HasPassword).ShouldBe(("socks5s", "home.example", "home", "word-of-home", true));
    }

    [Fact]
    public void Upstreams_OneOfTheDatabaseWithThatName_IsHiddenAndToldOnce()
    {
        Replace([Alice], Corp);

        _harness.Upstreams.Add(new NewUpstream { Id = "corp", Scheme = "socks5", Host = "stored.example", Port = 1080 });
        _harness.Time.Advance(Interval);
        AddToDatabase("dora");

        _control.Upstreams.ShouldHaveSingleItem().Host.ShouldBe("corp.example");
        _log.Lines.Select(line => line.Id).ShouldBe([3006]);

        _harness.Upstreams.Remove("corp");
        _harness.Time.Advance(Interval);
        _harness.Upstreams.Add(new NewUpstream { Id = "corp", Scheme = "socks5", Host = "stored.example", Port = 1080 });
        _harness.Time.Advance(Interval);
        _log.Lines.Select(line => line.Id).ShouldBe([3006, 3006], "it came anew");
    }

    [Fact]
    public void Upstreams_WhereNothingChanged_AreTheSameList()
    {
        Replace([Alice], Corp, Home);
        var upstreams = _control.Upstreams;

        Replace([Alice, Bob], Corp, Home);
        _control.Upstreams.ShouldBeSameAs(upstreams);

        AddToDatabase("dora");
        _control.Upstreams.ShouldBeSameAs(upstreams);
    }

    [Fact]
    public void Upstreams_OneThatChanged_LeavesTheOthersTheSameObjects()
    {
        Replace([Alice], Corp, Home);
        var (corp, home) = (_control.Upstreams[0], _control.Upstreams[1]);

        Replace([Alice], Corp, Home.Replace("word-of-home", "new-word-of-home", StringComparison.Ordinal));

        _control.Upstreams[0].ShouldBeSameAs(corp);
        _control.Upstreams[1].Password.ShouldBe("new-word-of-home");
        _control.Upstreams[1].Revision.ShouldNotBe(home.Revision);
        _control.Upstreams[1].Revision.ShouldNotBe(corp.Revision);
    }

    [Fact]
    public void Upstreams_OneThatIsGone_IsGone()
    {
        Replace([Alice], Corp, Home);

        Replace([Alice], Home);

        _control.Upstreams.Select(upstream => upstream.Id).ShouldBe(["home"]);
    }

    [Fact]
    public void Dispose_ChangeOfTheDatabase_IsNoLongerFollowed()
    {
        Replace([Alice]);
        _control.Dispose();

        AddToDatabase("dora");

        _control.Current.Find("dora").ShouldBeNull();
    }

    public void Dispose()
    {
        _control.Dispose();
        _database.Dispose();
        _harness.Dispose();
        _directory.Dispose();
    }

    private void Replace(string[] users, params string[] proxies) => _control.Replace(_files.ForServing(users, proxies.Length > 0 ? proxies : null));

    private void AddToDatabase(string name, string hash = OldFiles.Hash)
    {
        _harness.Users.Add(new NewUser { Name = name, PasswordHash = hash });
        _harness.Time.Advance(Interval);
    }
}
