using System.Text;
using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.UserFiles;

public sealed class UserFileReaderTests
{
    [Fact]
    public void Read_SeedWithAPassword_GivesAlice()
    {
        var file = UserFile.Read(UserFile.Seed("Correct-Horse-7"));

        var alice = file.Users!.ShouldHaveSingleItem();
        (alice.Name, alice.Email, alice.ExternalProxy, alice.UsesProxy, alice.Enabled).ShouldBe(("alice", "alice@vless.local", null, true, true));
        alice.Uuid.ShouldBe(Guid.Parse("a1b2c3d4-e5f6-7890-1234-567890abcdef"));
        (alice.Password!.Text, alice.Password.IsHash, alice.HasPlaceholder).ShouldBe(("Correct-Horse-7", false, false));
        file.Notes.Select(note => $"{note.Outcome} {note}").ShouldBe(
        [
            "Translated users.json:7:25 users[0].socks_password: hashed on the way in",
            "Taken users.json:8:28 users[0].external_proxy_id: null: no external proxy of his own",
            "Taken users.json:4:19 users[0].username: taken over",
            "Taken users.json:5:15 users[0].uuid: taken over",
            "Taken users.json:6:16 users[0].email: taken over",
        ]);
    }

    [Fact]
    public void Read_SeedAsPrinted_LeavesThePlaceholderToTheMerge()
    {
        var file = UserFile.Read(UserFile.Seed("hashed_password"));

        var alice = file.Users!.ShouldHaveSingleItem();
        alice.Password.ShouldBeNull();
        alice.HasPlaceholder.ShouldBeTrue();
        alice.PasswordPlace.ToString().ShouldBe("users.json:7:25 users[0].socks_password");
        file.Notes.ShouldNotContain(note => note.Place.Path.EndsWith("socks_password", StringComparison.Ordinal));
        file.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public void Read_DeployedShape_TellsEveryField()
    {
        var file = UserFile.Read(UserFile.Deployed);

        file.Users!.Select(user => (user.Name, user.ExternalProxy, user.UsesProxy, user.Enabled)).ShouldBe(
            [("alice", "proxy-example-123456", true, true), ("bob", null, false, false)]);
        file.Users![0].ExternalProxyPlace.ToString().ShouldBe("users.json:10:28 users[0].external_proxy_id");
        file.Users[1].ExpiresAt.ShouldBe(new DateTimeOffset(2027, 1, 31, 12, 0, 0, TimeSpan.Zero));
        file.Users[1].Password.ShouldBeNull();
        file.Refusals.ShouldBeEmpty();
        file.Notes.Select(note => (note.Place.Path, note.Outcome)).OrderBy(told => told.Path, StringComparer.Ordinal).ShouldBe(
        [
            ("metadata", ImportOutcome.Unconcerned),
            ("users[0].connection_type", ImportOutcome.Taken),
            ("users[0].created", ImportOutcome.Unconcerned),
            ("users[0].created_timestamp", ImportOutcome.Unconcerned),
            ("users[0].external_proxy_id", ImportOutcome.Taken),
            ("users[0].fingerprint", ImportOutcome.Unconcerned),
            ("users[0].flow", ImportOutcome.Unconcerned),
            ("users[0].mtproxy_domain", ImportOutcome.Unconcerned),
            ("users[0].mtproxy_secret", ImportOutcome.Unconcerned),
            ("users[0].mtproxy_secret_type", ImportOutcome.Unconcerned),
            ("users[0].proxy_password", ImportOutcome.Translated),
            ("users[0].quota_gb", ImportOutcome.Warning),
            ("users[0].shortId", ImportOutcome.Unconcerned),
            ("users[0].username", ImportOutcome.Taken),
            ("users[0].uuid", ImportOutcome.Taken),
            ("users[1].connection_type", ImportOutcome.Unconcerned),
            ("users[1].email", ImportOutcome.Taken),
            ("users[1].enabled", ImportOutcome.Translated),
            ("users[1].expires_at", ImportOutcome.Translated),
            ("users[1].external_proxy_id", ImportOutcome.Taken),
            ("users[1].fingerprint", ImportOutcome.Unconcerned),
            ("users[1].mtproxy_secret", ImportOutcome.Unconcerned),
            ("users[1].proxy_password", ImportOutcome.Unconcerned),
            ("users[1].username", ImportOutcome.Taken),
            ("users[1].uuid", ImportOutcome.Taken),
        ]);
    }

    [Fact]
    public void Read_BareList_GivesItsUsers() =>
        UserFile.Read("""[ { "username": "alice" }, { "username": "bob" } ]""").Users!.Select(user => user.Name).ShouldBe(["alice", "bob"]);

    [Theory]
    [InlineData("7", "users.json:1:1: expected an object with \"users\", or a list of users, found a number")]
    [InlineData("null", "users.json:1:1: expected an object with \"users\", or a list of users, found null")]
    [InlineData("", "users.json:1:1: the file is empty; an object is needed")]
    [InlineData("{ \"users\": [", "users.json:1:13: the file ends too early: an object, a list or a string is not closed")]
    public void Read_NoObjectAndNoList_IsNullAfterARefusal(string text, string refusal)
    {
        var file = UserFile.Read(text);
        file.Users.ShouldBeNull();
        file.Refusals.ShouldBe([refusal]);
    }

    [Theory]
    [InlineData("{}", "users.json:1:1: \"users\" is missing: the list of users, each with a \"username\"")]
    [InlineData("{ \"users\": null }", "users.json:1:12 users: \"users\" is missing: the list of users, each with a \"username\"")]
    [InlineData("{ \"users\": {} }", "users.json:1:12 users: expected a list, found an object")]
    [InlineData("[ 1 ]", "users.json:1:3 [0]: expected an object, found a number")]
    [InlineData("[ {} ]", "users.json:1:3 [0]: \"username\" is missing")]
    [InlineData("[ { \"user_name\": \"alice\" } ]", "users.json:1:3 [0]: \"username\" is missing; is \"user_name\" meant to be it?")]
    [InlineData("[ { \"username\": \"\" } ]", "users.json:1:17 [0].username: a user name must not be empty")]
    [InlineData("[ { \"username\": \"a:b\" } ]", "users.json:1:17 [0].username: a user name must not contain a colon: HTTP clients send name:password")]
    public void Read_NoUser_IsRefusedWithItsPlace(string text, string refusal)
    {
        var file = UserFile.Read(text);
        file.Users.ShouldBeEmpty();
        file.Refusals.ShouldBe([refusal]);
    }

    [Fact]
    public void Read_CommentsAndTrailingCommas_AreTaken() =>
        UserFile.Read("# ours\n[ { \"username\": \"alice\", }, // the first\n ]").Users!.ShouldHaveSingleItem().Name.ShouldBe("alice");

    [Fact]
    public void Read_TenThousandUsers_GivesThemAll()
    {
        var users = string.Join(",\n", Enumerable.Range(0, 10_000).Select(i => $$"""{ "username": "user{{i}}", "email": "user{{i}}@example", "proxy_password": "password-{{i}}" }"""));

        var file = UserFile.Read(Encoding.UTF8.GetBytes($"[{users}]"));

        file.Users!.Count.ShouldBe(10_000);
        file.Refusals.ShouldBeEmpty();
    }
}
