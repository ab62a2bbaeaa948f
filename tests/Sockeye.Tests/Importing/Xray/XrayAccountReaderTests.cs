namespace Sockeye.Tests.Importing.Xray;

public sealed class XrayAccountReaderTests
{
    private const string One = """ "accounts": [ { "user": "alice", "pass": "pA7-first" } ] """;

    [Theory]
    [InlineData("socks", "", "settings", "no \"auth\": Xray then lets everybody in")]
    [InlineData("mixed", "", "settings", "no \"auth\": Xray then lets everybody in")]
    [InlineData("socks", "\"auth\": \"noauth\"", "settings.auth", "\"auth\": \"noauth\": Xray then lets everybody in")]
    [InlineData("socks", "\"auth\": \"Password\"", "settings.auth", "\"auth\": \"Password\": Xray then lets everybody in")]
    [InlineData("socks", "\"auth\": 7", "settings.auth", "expected a string, found a number")]
    public void Read_NoPasswordAskedFor_IsRefused(string protocol, string auth, string path, string told) =>
        Settings(protocol, auth.Length == 0 ? One : $"{auth}, {One}").OnlyRefusal().ShouldStartWith($"inbounds[0].{path}: {told}");

    [Theory]
    [InlineData("socks", "\"auth\": \"password\"", "settings", "no \"accounts\": nobody can log in")]
    [InlineData("socks", "\"auth\": \"password\", \"accounts\": []", "settings.accounts", "no \"accounts\": nobody can log in")]
    [InlineData("socks", "\"auth\": \"password\", \"users\": []", "settings.users", "no \"users\": nobody can log in")]
    [InlineData("http", "\"timeout\": 7", "settings", "no \"accounts\": Xray then lets everybody in")]
    [InlineData("http", "\"accounts\": null", "settings.accounts", "no \"accounts\": Xray then lets everybody in")]
    [InlineData("http", "\"accounts\": 7", "settings.accounts", "expected a list, found a number")]
    [InlineData("http", "\"accounts\": [7]", "settings.accounts[0]", "expected an object, found a number")]
    public void Read_WithoutAccounts_IsRefused(string protocol, string settings, string path, string told) =>
        Settings(protocol, settings).OnlyRefusal().ShouldStartWith($"inbounds[0].{path}: {told}");

    [Fact]
    public void Read_WithoutSettings_IsRefused() =>
        XrayRun.Inbound(""" "protocol": "http", "port": 1 """).OnlyRefusal().ShouldStartWith("inbounds[0]: no \"settings\": Xray then lets everybody in");

    [Theory]
    [InlineData("\"user\": \"\", \"pass\": \"x\"", "user", "a user name must not be empty")]
    [InlineData("\"user\": \"a:b\", \"pass\": \"x\"", "user", "a user name must not contain a colon")]
    [InlineData("\"user\": \"a\\nb\", \"pass\": \"x\"", "user", "a user name must not contain control characters")]
    [InlineData("\"user\": null, \"pass\": \"x\"", "user", "no \"user\"")]
    [InlineData("\"user\": 7, \"pass\": \"x\"", "user", "expected a string, found a number")]
    [InlineData("\"user\": \"a\", \"pass\": null", "pass", "no \"pass\"")]
    [InlineData("\"user\": \"a\", \"pass\": \"\"", "pass", "an empty password")]
    [InlineData("\"user\": \"a\", \"pass\": 7", "pass", "expected a string, found a number")]
    [InlineData("\"user\": \"a\", \"pass\": \"<PASSWORD_HASH>\"", "pass", "\"<PASSWORD_HASH>\" is a placeholder: put a's password, or its hash, in its place")]
    [InlineData("\"user\": \"a\", \"pass\": \"$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/\"", "pass", "a password hash of a kind that isn't verified here")]
    [InlineData("\"user\": \"a\", \"pass\": \"$2b$31$short\"", "pass", "a password hash that can't be used here: a bcrypt hash has 60 characters")]
    public void Read_FaultyAccount_IsRefusedAndLeftOut(string account, string key, string told)
    {
        var run = Settings("http", $$""" "accounts": [ { {{account}} }, { "user": "bob", "pass": "pB8-second" } ] """);

        run.OnlyRefusal().ShouldStartWith($"inbounds[0].settings.accounts[0].{key}: {told}");
        run.Configuration!.Inbounds.ShouldHaveSingleItem().Accounts.ShouldHaveSingleItem().User.ShouldBe("bob");
    }

    [Fact]
    public void Read_SameUserTwice_IsRefused()
    {
        var run = Settings("http", """ "accounts": [ { "user": "alice", "pass": "pA7-first" }, { "user": "alice", "pass": "pB8-second" } ] """);

        run.OnlyRefusal().ShouldStartWith("inbounds[0].settings.accounts[1].user: \"alice\" is in this list a second time");
        run.Configuration!.Inbounds[0].Accounts.ShouldHaveSingleItem().Password.Text.ShouldBe("pA7-first");
    }

    [Fact]
    public void Read_AccountsAndUsers_AccountsCount()
    {
        var run = Settings("http", One + """, "users": [ { "user": "bob", "pass": "pB8-second" } ] """);

        run.Configuration!.Inbounds[0].Accounts.ShouldHaveSingleItem().User.ShouldBe("alice");
        run.At("inbounds[0].settings.users").ShouldStartWith("Unconcerned: ");
    }

    [Fact]
    public void Read_Digest_IsThePasswordWithAWarning()
    {
        var run = Settings("http", """ "accounts": [ { "user": "alice", "pass": "5f4dcc3b5aa765d61d8327deb882cf99" } ] """);

        run.Configuration!.Inbounds[0].Accounts[0].Password.IsHash.ShouldBeFalse();
        run.Notes.Where(note => note.Place.Path.EndsWith("pass")).Select(note => $"{note.Outcome}: {note.Message}").ShouldBe(
            ["Translated: hashed on the way in", "Warning: it looks like a digest of a password; it is taken as the password itself, as Xray takes it"]);
    }

    private static XrayRun Settings(string protocol, string settings) => XrayRun.Inbound($$""" "protocol": "{{protocol}}", "port": 1, "settings": { {{settings}} } """);
}
