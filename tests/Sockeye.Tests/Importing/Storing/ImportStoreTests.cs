using System.Text;
using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Storing;
using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;
using Sockeye.Engine.Outbounds;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Importing.Storing;

public sealed class ImportStoreTests : IDisposable
{
    private const string Alice = $$"""{ "username": "alice", "email": "alice@example.com", "socks_password": "{{OldFiles.Hash}}", "external_proxy_id": "corp" }""";
    private const string Bob = $$"""{ "username": "bob", "socks_password": "{{OldFiles.Hash}}" }""";
    private const string Corp = """{ "id": "corp", "type": "socks5s", "address": "corp.example", "port": 1080, "auth": { "username": "corp", "password": "word-of-corp" } }""";

    private readonly TempDirectory _directory = new();
    private readonly ControlHarness _control;
    private readonly OldFiles _files;
    private readonly ImportStore _store;

    public ImportStoreTests()
    {
        _control = new ControlHarness(_directory);
        _files = new OldFiles(_directory);
        _store = new ImportStore(_control.Database, _control.Secrets, _control.Time);
    }

    [Fact]
    public void Apply_NewUsersAndProxies_AddsThemAsTheFilesHaveThem()
    {
        var changes = Apply(_files.ForStorage([Alice, Bob], [Corp]));

        changes.ShouldBe([Added("upstream", "corp"), Added("user", "alice"), Added("user", "bob")]);
        var alice = _control.Users.Find("alice")!;
        (alice.Email, alice.Upstream, alice.PasswordHash, alice.Enabled).ShouldBe(("alice@example.com", "corp", OldFiles.Hash, true));
        var corp = _control.Upstreams.Find("corp")!;
        (corp.Scheme, corp.Host, corp.Port, corp.UserName, corp.Password).ShouldBe(("socks5s", "corp.example", 1080, "corp", "word-of-corp"));
    }

    [Fact]
    public void Apply_TheSameFilesAgain_ChangesNothing()
    {
        string[] users = [Alice, """{ "username": "carol", "socks_password": "carols-own-word" }"""];
        Apply(_files.ForStorage(users, [Corp]));
        var (before, upstream) = (_control.Users.List(), _control.Upstreams.Find("corp")!.Revision);

        var changes = Apply(_files.ForStorage(users, [Corp]));

        changes.ShouldBe([Unchanged("upstream", "corp"), Unchanged("user", "alice"), Unchanged("user", "carol")]);
        _control.Users.List().ShouldBe(before);
        _control.Upstreams.Find("corp")!.Revision.ShouldBe(upstream);
    }

    [Fact]
    public void Apply_Rehearsal_TellsWhatItWouldDoAndLeavesTheDatabase()
    {
        Apply(_files.ForStorage([Alice], [Corp]));
        var (users, upstreams) = (_control.Users.List(), _control.Upstreams.List().Select(upstream => upstream.Revision).ToList());
        var imported = _files.ForStorage(
            [Alice.Replace(OldFiles.Hash, OldFiles.OtherHash, StringComparison.Ordinal), Bob], [Corp.Replace("1080", "1081", StringComparison.Ordinal)]);

        var changes = _store.Apply(imported, replaces: false, isRehearsal: true, () => throw new InvalidOperationException("not in a rehearsal"));

        changes.ShouldBe([Changed("upstream", "corp", "address"), Changed("user", "alice", "password"), Added("user", "bob")]);
        _control.Users.List().ShouldBe(users);
        _control.Upstreams.List().Select(upstream => upstream.Revision).ShouldBe(upstreams);
        Apply(imported).ShouldBe(changes);
    }

    [Fact]
    public void Apply_WhereWhatComesLastFails_ChangesNothing()
    {
        var imported = _files.ForStorage([Alice], [Corp]);

        Should.Throw<IOException>(() => _store.Apply(imported, replaces: false, isRehearsal: false, () => throw new IOException("the disk is full")));

        _control.Users.List().ShouldBeEmpty();
        _control.Upstreams.List().ShouldBeEmpty();
        Apply(imported).ShouldAllBe(change => change.Action == ImportAction.Added);
    }

    [Fact]
    public void Apply_UserOfTheDatabaseWithAnotherPassword_IsRefusedAndNothingChanged()
    {
        _control.Users.Add(new NewUser { Name = "bob", PasswordHash = OldFiles.OtherHash });

        var refused = Should.Throw<StoreException>(() => Apply(_files.ForStorage([Alice, Bob], [Corp])));

        refused.Error.ShouldBe(StoreError.NameTaken);
        refused.Message.ShouldContain("users.json:1:");
        refused.Message.ShouldContain("--overwrite");
        _control.Users.List().Select(user => user.Name).ShouldBe(["bob"]);
        _control.Upstreams.List().ShouldBeEmpty();
    }

    [Fact]
    public void Apply_UserOfTheDatabaseWithAnotherPasswordReplaced_HasThePasswordOfTheFile()
    {
        _control.Users.Add(new NewUser { Name = "bob", PasswordHash = OldFiles.OtherHash });

        _store.Apply(_files.ForStorage([Bob]), replaces: true, isRehearsal: false, () => { }).ShouldBe([Changed("user", "bob", "password")]);

        _control.Users.Find("bob")!.PasswordHash.ShouldBe(OldFiles.Hash);
    }

    [Fact]
    public void Apply_UserOfTheDatabaseWithTheSamePassword_IsTheSameUser()
    {
        var before = _control.Users.Add(new NewUser { Name = "carol", PasswordHash = PasswordHasher.Hash("carols-own-word"u8) });

        Apply(_files.ForStorage(["""{ "username": "carol", "socks_password": "carols-own-word" }"""])).ShouldBe([Unchanged("user", "carol")]);

        _control.Users.Find("carol").ShouldBe(before);
    }

    [Fact]
    public void Apply_ClearPassword_IsStoredAsAHashOfIt()
    {
        Apply(_files.ForStorage(["""{ "username": "carol", "socks_password": "carols-own-word" }"""]));

        Verifies("carol", "carols-own-word").ShouldBeTrue();
    }

    [Fact]
    public void Apply_PasswordThatWasChangedHere_IsNotUndoneByTheSameFile()
    {
        Apply(_files.ForStorage([Bob]));
        _control.Users.SetPassword("bob", OldFiles.OtherHash);

        Apply(_files.ForStorage([Bob])).ShouldBe([Unchanged("user", "bob")]);

        _control.Users.Find("bob")!.PasswordHash.ShouldBe(OldFiles.OtherHash);
    }

    [Fact]
    public void Apply_HashThatTheFirstLoginReplaced_StaysReplaced()
    {
        Apply(_files.ForStorage([Bob]));
        _control.Users.ReplaceHash("bob", OldFiles.Hash, OldFiles.OtherHash).ShouldBeTrue();
        var version = _control.Users.Find("bob")!.PasswordVersion;

        Apply(_files.ForStorage([Bob])).ShouldBe([Unchanged("user", "bob")]);

        (_control.Users.Find("bob")!.PasswordHash, _control.Users.Find("bob")!.PasswordVersion).ShouldBe((OldFiles.OtherHash, version));
    }

    [Fact]
    public void Apply_PasswordThatWasChangedInTheFile_IsTheFiles()
    {
        Apply(_files.ForStorage([Bob]));
        _control.Users.SetPassword("bob", OldFiles.OtherHash);

        Apply(_files.ForStorage(["""{ "username": "bob", "socks_password": "bobs-new-word" }"""])).ShouldBe([Changed("user", "bob", "password")]);

        Verifies("bob", "bobs-new-word").ShouldBeTrue();
        Apply(_files.ForStorage(["""{ "username": "bob", "socks_password": "bobs-new-word" }"""])).ShouldBe([Unchanged("user", "bob")]);
    }

    [Fact]
    public void Apply_FieldsThatChanged_AreChangedAndNamed()
    {
        Apply(_files.ForStorage([Alice, Bob], [Corp]));

        Apply(_files.ForStorage(
            [
                $$"""{ "username": "alice", "email": "alice@example.org", "socks_password": "{{OldFiles.Hash}}", "external_proxy_id": null, "enabled": false }""",
                $$"""{ "username": "bob", "socks_password": "{{OldFiles.Hash}}", "expires_at": "2027-01-31" }""",
            ],
            [Corp])).ShouldBe([Unchanged("upstream", "corp"), Changed("user", "alice", "e-mail, upstream, disabled"), Changed("user", "bob", "expiry")]);

        var alice = _control.Users.Find("alice")!;
        (alice.Email, alice.Upstream, alice.Enabled).ShouldBe(("alice@example.org", null, false));
        _control.Users.Find("bob")!.ExpiresAt.ShouldBe(new DateTimeOffset(2027, 1, 31, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Apply_ProxyThatChanged_KeepsTheOperatorsAuthorityAndPin()
    {
        Apply(_files.ForStorage([], [Corp]));
        var pin = new byte[32];
        _control.Upstreams.Set("corp", new UpstreamChanges { PinSha256 = (ReadOnlyMemory<byte>?)pin });

        Apply(_files.ForStorage([], [
            """
            {
              "id": "corp", "type": "socks5s", "address": "new.corp.example", "port": 1081, "tls": { "server_name": "inner.example" },
              "auth": { "username": "corp", "password": "new-word-of-corp" }, "routing": { "fallback": "direct" }, "enabled": false
            }
            """])).ShouldBe([Changed("upstream", "corp", "address, login, server name, fallback, disabled")]);

        var corp = _control.Upstreams.Find("corp")!;
        (corp.Host, corp.Port, corp.Password, corp.ServerName, corp.Fallback, corp.Enabled)
            .ShouldBe(("new.corp.example", 1081, "new-word-of-corp", "inner.example", UpstreamFallback.Direct, false));
        corp.PinSha256!.Value.ToArray().ShouldBe(pin);
    }

    [Fact]
    public void Apply_WhatWasChangedHere_IsNotUndoneByTheSameFiles()
    {
        Apply(_files.ForStorage([Alice, Bob], [Corp]));
        var soon = _control.Time.GetUtcNow().AddDays(1);
        _control.Upstreams.Add(new NewUpstream { Id = "own", Scheme = "socks5", Host = "own.example", Port = 1080 });
        _control.Users.SetEnabled("bob", false);
        _control.Users.Set("alice", new UserChanges { Upstream = "own", ExpiresAt = soon });
        _control.Upstreams.Set("corp", new UpstreamChanges { Host = "safe.corp.example", Enabled = false });
        _control.Upstreams.SetPassword("corp", "word-of-today");

        Apply(_files.ForStorage([Alice, Bob], [Corp])).ShouldBe([Unchanged("upstream", "corp"), Unchanged("user", "alice"), Unchanged("user", "bob")]);

        _control.Users.Find("bob")!.Enabled.ShouldBeFalse();
        (_control.Users.Find("alice")!.Upstream, _control.Users.Find("alice")!.ExpiresAt).ShouldBe(("own", soon));
        var corp = _control.Upstreams.Find("corp")!;
        (corp.Host, corp.Enabled, corp.Password).ShouldBe(("safe.corp.example", false, "word-of-today"));
        Apply(_files.ForStorage([Alice, Bob], [Corp.Replace("1080", "1081", StringComparison.Ordinal)]))[0].ShouldBe(Changed("upstream", "corp", "address"));
        _control.Upstreams.Find("corp")!.Enabled.ShouldBeFalse();
        _store.Apply(_files.ForStorage([Alice, Bob], [Corp]), replaces: true, isRehearsal: false, () => { })
            .ShouldBe([Changed("upstream", "corp", "address, login, enabled"), Changed("user", "alice", "upstream, expiry"), Changed("user", "bob", "enabled")]);
    }

    [Fact]
    public void Apply_UserOfTheDatabaseWhoIsDisabled_StaysSoAtTheFirstImport()
    {
        _control.Users.Add(new NewUser { Name = "bob", PasswordHash = OldFiles.Hash, Enabled = false });

        Apply(_files.ForStorage([Bob])).ShouldBe([Unchanged("user", "bob")]);

        _control.Users.Find("bob")!.Enabled.ShouldBeFalse();
    }

    [Fact]
    public void Apply_AnotherUpstreamOfTheDatabase_IsRefusedUnlessToldTo()
    {
        _control.Upstreams.Add(new NewUpstream { Id = "corp", Scheme = "socks5", Host = "own.example", Port = 1080 });

        var refused = Should.Throw<StoreException>(() => Apply(_files.ForStorage([Alice], [Corp])));

        refused.Error.ShouldBe(StoreError.UpstreamTaken);
        refused.Message.ShouldContain("--overwrite");
        _control.Upstreams.Find("corp")!.Host.ShouldBe("own.example");
        _control.Users.List().ShouldBeEmpty();
        _store.Apply(_files.ForStorage([Alice], [Corp]), replaces: true, isRehearsal: false, () => { })[0].Action.ShouldBe(ImportAction.Changed);
        _control.Upstreams.Find("corp")!.Password.ShouldBe("word-of-corp");
    }

    [Fact]
    public void Apply_UserWhomOnlyAnEarlierImportHad_IsLeftAndNamed()
    {
        _control.Users.Add(new NewUser { Name = "dora", PasswordHash = OldFiles.Hash });
        Apply(_files.ForStorage([Alice, Bob], [Corp]));

        Apply(_files.ForStorage([Alice], [Corp])).ShouldBe(
            [Unchanged("upstream", "corp"), Unchanged("user", "alice"), new ImportChange("user", "bob", ImportAction.Left, "")]);

        _control.Users.Find("bob").ShouldNotBeNull();
    }

    [Fact]
    public void Apply_UserWhoWasRemovedHere_ComesBackWithTheFile()
    {
        Apply(_files.ForStorage([Alice, Bob], [Corp]));
        _control.Users.Remove("bob");

        Apply(_files.ForStorage([Alice], [Corp])).ShouldBe([Unchanged("upstream", "corp"), Unchanged("user", "alice")]);
        Apply(_files.ForStorage([Alice, Bob], [Corp])).ShouldBe([Unchanged("upstream", "corp"), Unchanged("user", "alice"), Added("user", "bob")]);
        _control.Users.Find("bob")!.PasswordHash.ShouldBe(OldFiles.Hash);
    }

    [Fact]
    public void Apply_NoUsersInTheFiles_TellsNobodyLeft()
    {
        Apply(_files.ForStorage([Alice], [Corp]));

        Apply(_files.ForStorage([], [Corp])).ShouldBe([Unchanged("upstream", "corp")]);
    }

    public void Dispose()
    {
        _control.Dispose();
        _directory.Dispose();
    }

    private static ImportChange Added(string kind, string name) => new(kind, name, ImportAction.Added, "");

    private static ImportChange Unchanged(string kind, string name) => new(kind, name, ImportAction.Unchanged, "");

    private static ImportChange Changed(string kind, string name, string what) => new(kind, name, ImportAction.Changed, what);

    private IReadOnlyList<ImportChange> Apply(ImportedConfiguration imported) => _store.Apply(imported, replaces: false, isRehearsal: false, () => { });

    private bool Verifies(string user, string password) =>
        StoredPassword.Read(_control.Users.Find(user)!.PasswordHash, out _)!.Verify(Encoding.UTF8.GetBytes(password));
}
