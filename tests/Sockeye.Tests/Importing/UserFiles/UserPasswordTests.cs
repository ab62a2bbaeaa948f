using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.UserFiles;

public sealed class UserPasswordTests
{
    private const string Hash = "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";
    private const string OtherHash = "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWa";

    [Theory]
    [InlineData("Correct-Horse-7", false, ImportOutcome.Translated, "hashed on the way in")]
    [InlineData(Hash, true, ImportOutcome.Translated, "taken as a hash")]
    [InlineData("0123456789abcdef0123456789abcdef", false, ImportOutcome.Warning, "looks like a bare digest, such as an MD5 or SHA-256; taken as the password itself and hashed on the way in")]
    public void Read_EitherKey_GivesThePassword(string text, bool isHash, ImportOutcome outcome, string message)
    {
        foreach (var key in new[] { "socks_password", "proxy_password" })
        {
            var file = UserFile.OfAlice($"\"{key}\": \"{text}\"");
            var alice = file.Users!.Single();
            (alice.Password!.Text, alice.Password.IsHash).ShouldBe((text, isHash));
            alice.PasswordPlace!.Value.Path.ShouldBe("users[0]." + key);
            (file.Of(key).Outcome, file.Of(key).Message).ShouldBe((outcome, message));
        }
    }

    [Theory]
    [InlineData("Secret-1", "Secret-2", "another password than \"socks_password\"; leave out the one that does not count")]
    [InlineData(Hash, OtherHash, "another hash than \"socks_password\"; leave out the one that does not count")]
    [InlineData("Secret-1", Hash, "this is a hash and \"socks_password\" a password, so they can't be compared; leave one of them out")]
    [InlineData(Hash, "Secret-1", "this is a password and \"socks_password\" a hash, so they can't be compared; leave one of them out")]
    public void Read_TwoPasswordsThatDiffer_AreRefused(string socks, string proxy, string refusal)
    {
        var file = UserFile.OfAlice($"\"socks_password\": \"{socks}\", \"proxy_password\": \"{proxy}\"");
        file.Refusals.ShouldHaveSingleItem().ShouldEndWith("users[0].proxy_password: " + refusal);
    }

    [Theory]
    [InlineData("Secret-1")]
    [InlineData(Hash)]
    public void Read_TwoPasswordsAlike_AreOne(string text)
    {
        var file = UserFile.OfAlice($"\"socks_password\": \"{text}\", \"proxy_password\": \"{text}\"");
        file.Refusals.ShouldBeEmpty();
        file.Of("proxy_password").Message.ShouldBe("the same as \"socks_password\"");
        file.Users!.Single().Password!.Text.ShouldBe(text);
    }

    [Theory]
    [InlineData("hashed_password", "Secret-1", "socks_password", "proxy_password")]
    [InlineData("Secret-1", "<PASSWORD_HASH>", "proxy_password", "socks_password")]
    public void Read_APlaceholderBesideAPassword_LetsThePasswordCount(string socks, string proxy, string placeholder, string counts)
    {
        var file = UserFile.OfAlice($"\"socks_password\": \"{socks}\", \"proxy_password\": \"{proxy}\"");
        var alice = file.Users!.Single();
        (alice.Password!.Text, alice.HasPlaceholder, alice.PasswordPlace!.Value.Path).ShouldBe(("Secret-1", false, "users[0]." + counts));
        (file.Of(placeholder).Outcome, file.Of(placeholder).Message).ShouldBe((ImportOutcome.Unconcerned, $"a placeholder; \"{counts}\" counts"));
    }

    [Fact]
    public void Read_PlaceholdersAlone_AreNotTold()
    {
        var file = UserFile.OfAlice("\"socks_password\": \"hashed_password\", \"proxy_password\": \"changeme\"");
        var alice = file.Users!.Single();
        (alice.Password, alice.HasPlaceholder, alice.PasswordPlace!.Value.Path).ShouldBe((null, true, "users[0].socks_password"));
        file.Notes.ShouldHaveSingleItem().Place.Path.ShouldBe("users[0].username");
    }

    [Fact]
    public void Read_NoPassword_HasNoPlace()
    {
        var alice = UserFile.OfAlice("\"email\": null").Users!.Single();
        (alice.Password, alice.HasPlaceholder, alice.PasswordPlace).ShouldBe((null, false, null));
    }

    [Fact]
    public void Read_AnEmptyPassword_IsWarnedOf()
    {
        var file = UserFile.OfAlice("\"proxy_password\": \"\"");
        (file.Of("proxy_password").Outcome, file.Of("proxy_password").Message).ShouldBe((ImportOutcome.Warning, "empty: no password stands here"));
        file.Users!.Single().PasswordPlace.ShouldBeNull();
    }

    [Fact]
    public void Read_AHashOfAnotherKind_IsRefusedOnce()
    {
        var file = UserFile.OfAlice("\"proxy_password\": \"$1$salt$Secret-of-alice-1\", \"socks_password\": \"hashed_password\"");
        file.Refusals.ShouldHaveSingleItem().ShouldContain("users[0].proxy_password: a password hash of a kind that isn't verified here");
        var alice = file.Users!.Single();
        (alice.Password, alice.HasPlaceholder, alice.PasswordPlace!.Value.Path).ShouldBe((null, false, "users[0].proxy_password"));
    }

    [Fact]
    public void Read_AUserOfTheVpn_HasNoPassword()
    {
        var file = UserFile.OfAlice("\"connection_type\": \"vpn\", \"proxy_password\": \"Secret-1\"");
        var alice = file.Users!.Single();
        (alice.UsesProxy, alice.Password, alice.PasswordPlace).ShouldBe((false, null, null));
        file.Of("proxy_password").Outcome.ShouldBe(ImportOutcome.Unconcerned);
    }
}
