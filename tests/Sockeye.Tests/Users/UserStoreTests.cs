using Microsoft.Data.Sqlite;
using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;
using Sockeye.Engine.Authentication;

namespace Sockeye.Tests.Users;

public sealed class UserStoreTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ControlHarness _control;

    public UserStoreTests() => _control = new ControlHarness(_directory);

    private UserStore Users => _control.Users;

    [Fact]
    public void Add_Everything_IsReadBackByAnotherProcess()
    {
        _control.Upstreams.Add(new NewUpstream { Id = "out", Scheme = "socks5s", Host = "proxy.example", Port = 1080 });
        var uuid = Guid.NewGuid();
        var expires = new DateTimeOffset(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

        var added = Users.Add(new NewUser
        {
            Name = "Zoë",
            PasswordHash = ControlHarness.Hash,
            Email = "zoe@example.com",
            Uuid = uuid,
            Upstream = "out",
            Enabled = false,
            ExpiresAt = expires,
            Commands = UserCommands.Connect | UserCommands.Bind,
        });

        using var other = new ControlHarness(_directory);
        var read = other.Users.Find("Zoë").ShouldNotBeNull();
        read.ShouldBe(added);
        read.Email.ShouldBe("zoe@example.com");
        read.Uuid.ShouldBe(uuid);
        read.Upstream.ShouldBe("out");
        read.Enabled.ShouldBeFalse();
        read.ExpiresAt.ShouldBe(expires);
        read.Commands.ShouldBe(UserCommands.Connect | UserCommands.Bind);
        read.CreatedAt.ShouldBe(_control.Time.GetUtcNow());
        other.Users.FindByEmail("ZOE@example.com").ShouldBe(added);
        other.Users.List().ShouldBe([added]);
    }

    [Fact]
    public void Find_OtherCase_IsNull()
    {
        Add("alice");
        Users.Find("Alice").ShouldBeNull();
        Users.FindByEmail("alice").ShouldBeNull();
    }

    [Fact]
    public void Add_NameTaken_IsRefused()
    {
        Add("alice");
        Refused(() => Add("alice"), StoreError.NameTaken, "alice");
    }

    [Fact]
    public void Add_EmailTaken_IsRefusedInAnyCase()
    {
        Add("alice", "a@example.com");
        Refused(() => Add("bob", "A@example.com"), StoreError.EmailTaken, "alice");
    }

    [Fact]
    public void Add_NameThatIsAnothersEmail_IsRefused()
    {
        Add("alice", "a@example.com");
        Refused(() => Add("a@example.com"), StoreError.NameTaken, "alice");
    }

    [Fact]
    public void AddOrSet_EmailThatIsAnothersName_IsRefused()
    {
        Add("a@example.com");
        Refused(() => Add("bob", "A@example.com"), StoreError.EmailTaken, "a@example.com");
        Add("carol");
        Refused(() => Users.Set("carol", new UserChanges { Email = "a@example.com" }), StoreError.EmailTaken, "a@example.com");
    }

    [Fact]
    public void Add_OwnNameAsEmail_IsTaken() => Add("a@example.com", "a@example.com").Email.ShouldBe("a@example.com");

    [Fact]
    public void AddOrSet_UnknownUpstream_IsRefused()
    {
        Refused(
            () => Users.Add(new NewUser { Name = "alice", PasswordHash = ControlHarness.Hash, Upstream = "none" }), StoreError.UnknownUpstream, "none");
        Users.Find("alice").ShouldBeNull();
        Add("bob");
        Refused(() => Users.Set("bob", new UserChanges { Upstream = "none" }), StoreError.UnknownUpstream, "none");
    }

    [Theory]
    [InlineData("a:b", ControlHarness.Hash, "colon")]
    [InlineData("alice", "plain text", "kind")]
    public void Add_InvalidValue_IsRefused(string name, string hash, string word) =>
        Refused(() => Users.Add(new NewUser { Name = name, PasswordHash = hash }), StoreError.InvalidValue, word);

    [Fact]
    public void Set_OneField_LeavesTheOthers()
    {
        var before = Add("alice", "a@example.com");
        _control.Time.Advance(TimeSpan.FromMinutes(1));
        var expires = _control.Time.GetUtcNow().AddDays(1);

        var after = Users.Set("alice", new UserChanges { ExpiresAt = expires });

        after.ShouldBe(before with { ExpiresAt = expires, UpdatedAt = _control.Time.GetUtcNow() });
        Users.Set("alice", new UserChanges { ExpiresAt = null, Email = null }).ShouldBe(
            before with { ExpiresAt = null, Email = null, UpdatedAt = _control.Time.GetUtcNow() });
    }

    [Fact]
    public void Set_ThatIsRefused_ChangesNothing()
    {
        var before = Add("alice");
        Refused(() => Users.Set("alice", new UserChanges { Email = "a@example.com", Upstream = "none" }), StoreError.UnknownUpstream, "none");
        Users.Find("alice").ShouldBe(before);
    }

    [Fact]
    public void SetPassword_OfAUser_GrowsTheVersion()
    {
        var before = Add("alice");
        var after = Users.SetPassword("alice", ControlHarness.OtherHash);
        after.PasswordHash.ShouldBe(ControlHarness.OtherHash);
        after.PasswordVersion.ShouldBeGreaterThan(before.PasswordVersion);
    }

    [Fact]
    public void Add_NameOfARemovedUser_HasAnotherVersionAndId()
    {
        var first = Add("alice");
        Users.Remove("alice").ShouldBe(first);
        var second = Add("alice");

        second.PasswordVersion.ShouldBeGreaterThan(first.PasswordVersion);
        second.Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public void ReplaceHash_OnlyOfTheVerifiedHash_LeavesTheVersion()
    {
        var before = Add("alice");
        Users.ReplaceHash("alice", ControlHarness.OtherHash, ControlHarness.OtherHash).ShouldBeFalse();
        Users.ReplaceHash("alice", ControlHarness.Hash, ControlHarness.OtherHash).ShouldBeTrue();
        Users.Find("alice").ShouldBe(before with { PasswordHash = ControlHarness.OtherHash });
        Users.ReplaceHash("nobody", ControlHarness.Hash, ControlHarness.OtherHash).ShouldBeFalse();
    }

    [Fact]
    public void AnyChange_OfAnUnknownUser_IsRefused()
    {
        Refused(() => Users.Set("nobody", new UserChanges()), StoreError.UnknownUser, "nobody");
        Refused(() => Users.SetPassword("nobody", ControlHarness.Hash), StoreError.UnknownUser, "nobody");
        Refused(() => Users.SetEnabled("nobody", true), StoreError.UnknownUser, "nobody");
        Refused(() => Users.Remove("nobody"), StoreError.UnknownUser, "nobody");
    }

    [Fact]
    public void AddAll_OneRefused_AddsNone()
    {
        NewUser[] users = [New("alice"), New("bob"), New("alice")];
        Refused(() => Users.AddAll(users), StoreError.NameTaken, "alice");
        Users.List().ShouldBeEmpty();

        Users.AddAll(users[..2]).Select(user => user.Name).ShouldBe(["alice", "bob"]);
        Users.List().Count.ShouldBe(2);

        static NewUser New(string name) => new() { Name = name, PasswordHash = ControlHarness.Hash };
    }

    [Fact]
    public void Read_ValueThatAnotherProgramSpoilt_IsAnErrorInOneLine()
    {
        Add("alice");
        _control.Database.Write(connection => connection.Execute("UPDATE users SET uuid = 'spoilt'"));
        Refused(() => Users.List(), StoreError.NotADatabase, "sockeye.db");
    }

    [Fact]
    public void SetEnabled_OfAUser_IsStored()
    {
        Add("alice");
        Users.SetEnabled("alice", false).Enabled.ShouldBeFalse();
        Users.SetEnabled("alice", true).Enabled.ShouldBeTrue();
    }

    [Fact]
    public void ToString_OfARecord_IsTheNameOnly() => Add("alice").ToString().ShouldBe("alice");

    [Fact]
    public void Write_WhileAnotherProcessHoldsTheDatabase_IsBusy()
    {
        _control.Database.Read(connection => connection.Execute("PRAGMA busy_timeout = 0"));
        using var other = new SqliteConnection($"Data Source={_control.Database.Path};Pooling=False");
        other.Open();
        using var transaction = other.BeginTransaction();

        Refused(() => Add("alice"), StoreError.Busy, "another process");
    }

    [Fact]
    public void Write_WithoutRoom_IsDiskFull()
    {
        _control.Database.Read(connection => connection.Execute("PRAGMA max_page_count = 1"));
        var error = Should.Throw<StoreException>(() =>
        {
            for (var i = 0; i < 1000; i++)
                Add($"user{i}");
        });
        error.Error.ShouldBe(StoreError.DiskFull);
        error.Message.ShouldContain("full");
    }

    [Fact]
    public void Write_ToAReadOnlyDatabase_IsDenied()
    {
        _control.Database.Read(connection => connection.Execute("PRAGMA query_only = 1"));
        Refused(() => Add("alice"), StoreError.AccessDenied, "cannot be written");
    }

    public void Dispose()
    {
        _control.Dispose();
        _directory.Dispose();
    }

    private static void Refused(Func<object?> action, StoreError error, string word)
    {
        var exception = Should.Throw<StoreException>(() => { action(); });
        exception.Error.ShouldBe(error);
        exception.Message.ShouldContain(word);
        exception.Message.ShouldNotContain('\n');
    }

    private UserRecord Add(string name, string? email = null) =>
        Users.Add(new NewUser { Name = name, PasswordHash = ControlHarness.Hash, Email = email });
}
