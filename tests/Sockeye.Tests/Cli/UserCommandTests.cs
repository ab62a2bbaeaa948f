using System.Text.Json;

namespace Sockeye.Tests.Cli;

[Collection(CliTests.Name)]
public sealed class UserCommandTests : IDisposable
{
    private const string Password = "correct horse battery staple";

    private readonly CliHarness _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Add_WithoutAPassword_MakesAStrongOneAndShowsItOnceWithAnAddress()
    {
        var result = (await _cli.RunAsync("user", "add", "alice")).ShouldSucceed();
        result.Out.ShouldContain("user alice added");
        var password = result.Out.Split('\n').Single(l => l.StartsWith("password: ", StringComparison.Ordinal)).Split(' ')[1];
        password.Length.ShouldBeGreaterThanOrEqualTo(20);
        result.Out.ShouldContain($"socks5s://alice:{Uri.EscapeDataString(password)}@");
        (await _cli.RunAsync("user", "show", "alice", "--json")).Out.ShouldNotContain(password);
        (await _cli.RunAsync("user", "list")).Out.ShouldNotContain(password);
    }

    [Fact]
    public async Task Add_PasswordFromInput_IsNotShown()
    {
        var result = (await _cli.RunWithInputAsync(Password + "\r\nanother line\n", "user", "add", "alice", "--password-stdin")).ShouldSucceed();
        result.Out.ShouldBe("user alice added\n");
        result.Error.ShouldBe("");
    }

    [Fact]
    public async Task Add_WeakPassword_IsTakenWithAWarning()
    {
        var result = (await _cli.RunWithInputAsync("123456\n", "user", "add", "alice", "--password-stdin")).ShouldSucceed();
        result.Error.ShouldStartWith("warning: ");
        result.Error.ShouldNotContain("123456");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("TOO LONG")]
    [InlineData("TOO MANY BYTES")]
    public async Task Add_PasswordOfAWrongLength_Is2AndNothingIsAdded(string input)
    {
        input = input switch { "TOO LONG" => new string('x', 256), "TOO MANY BYTES" => new string('é', 128), _ => input };
        (await _cli.RunWithInputAsync(input, "user", "add", "alice", "--password-stdin")).ShouldFail(2).ShouldContain("1 to 255 bytes");
        (await _cli.RunAsync("user", "list", "--json")).Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Add_LongestPassword_IsTaken() =>
        (await _cli.RunWithInputAsync(new string('x', 255) + "\n", "user", "add", "alice", "--password-stdin")).ShouldSucceed();

    [Fact]
    public async Task Add_NameTaken_Is1()
    {
        await AddAsync("alice");
        (await _cli.RunAsync("user", "add", "alice")).ShouldFail(1).ShouldContain("alice");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a:b")]
    [InlineData("a\nb")]
    public async Task Add_BadName_Is2(string name) => (await _cli.RunAsync("user", "add", name)).ShouldFail(2);

    [Fact]
    public async Task Add_UnknownUpstream_Is1AndNamesIt() =>
        (await _cli.RunAsync("user", "add", "alice", "--upstream", "nowhere")).ShouldFail(1).ShouldContain("nowhere");

    [Theory]
    [InlineData("--allow", "connect,fly")]
    [InlineData("--expires", "tomorrow-ish")]
    public async Task Add_BadValue_Is2AndNamesIt(string option, string value) =>
        (await _cli.RunAsync("user", "add", "alice", option, value)).ShouldFail(2).ShouldContain(option);

    [Fact]
    public async Task ShowAndList_Json_HaveThisShape()
    {
        (await _cli.RunWithInputAsync(Password, "user", "add", "alice", "--password-stdin", "--email", "a@example.com", "--allow", "connect", "--expires", "2099-01-31")).ShouldSucceed();
        var user = (await _cli.RunAsync("user", "show", "alice", "--json")).ShouldSucceed().Json;
        user.EnumerateObject().Select(p => p.Name).ShouldBe(
            ["name", "email", "uuid", "enabled", "expiresAt", "allow", "upstream", "createdAt", "updatedAt"]);
        user.GetProperty("name").GetString().ShouldBe("alice");
        user.GetProperty("allow").GetString().ShouldBe("connect");
        user.GetProperty("upstream").ValueKind.ShouldBe(JsonValueKind.Null);
        user.GetProperty("expiresAt").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2099, 1, 31, 0, 0, 0, TimeSpan.Zero));
        var list = (await _cli.RunAsync("user", "list", "--json")).ShouldSucceed().Json;
        list.GetArrayLength().ShouldBe(1);
        list[0].GetProperty("uuid").GetGuid().ShouldBe(user.GetProperty("uuid").GetGuid());
    }

    [Fact]
    public async Task List_Text_IsATable()
    {
        await AddAsync("alice");
        await AddAsync("bob");
        (await _cli.RunAsync("user", "disable", "bob")).ShouldSucceed();
        var lines = (await _cli.RunAsync("user", "list")).ShouldSucceed().Out.TrimEnd('\n').Split('\n');
        lines[0].ShouldBe("NAME   STATE     ALLOW        UPSTREAM  E-MAIL  EXPIRES");
        lines[1].ShouldBe("alice  enabled   connect,udp  -         -       -");
        lines[2].ShouldBe("bob    disabled  connect,udp  -         -       -");
    }

    [Fact]
    public async Task Set_WhatIsNamed_ChangesAndTheRestStays()
    {
        await AddAsync("alice", "--email", "a@example.com");
        (await _cli.RunAsync("user", "set", "alice", "--allow", "connect,bind")).ShouldSucceed().Out.ShouldBe("user alice changed\n");
        var user = (await _cli.RunAsync("user", "show", "alice", "--json")).Json;
        user.GetProperty("allow").GetString().ShouldBe("connect,bind");
        user.GetProperty("email").GetString().ShouldBe("a@example.com");
        (await _cli.RunAsync("user", "set", "alice", "--email", "none")).ShouldSucceed();
        (await _cli.RunAsync("user", "show", "alice", "--json")).Json.GetProperty("email").ValueKind.ShouldBe(JsonValueKind.Null);
        (await _cli.RunAsync("user", "set", "alice")).ShouldFail(2).ShouldContain("nothing to change");
    }

    [Fact]
    public async Task Password_New_IsShownOnceOrTaken()
    {
        await AddAsync("alice");
        (await _cli.RunAsync("user", "password", "alice")).ShouldSucceed().Out.ShouldContain("password: ");
        (await _cli.RunWithInputAsync(Password, "user", "password", "alice", "--password-stdin")).ShouldSucceed()
            .Out.ShouldBe("user alice has another password\n");
    }

    [Fact]
    public async Task EnableDisableRemove_DoWhatTheySay()
    {
        await AddAsync("alice");
        (await _cli.RunAsync("user", "disable", "alice")).ShouldSucceed().Out.ShouldBe("user alice disabled\n");
        (await _cli.RunAsync("user", "show", "alice")).Out.ShouldContain("disabled");
        (await _cli.RunAsync("user", "enable", "alice")).ShouldSucceed().Out.ShouldBe("user alice enabled\n");
        (await _cli.RunAsync("user", "remove", "alice")).ShouldSucceed().Out.ShouldBe("user alice removed\n");
        (await _cli.RunAsync("user", "list", "--json")).Json.GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("set", "--allow", "connect")]
    [InlineData("password")]
    [InlineData("enable")]
    [InlineData("disable")]
    [InlineData("remove")]
    public async Task AnyVerb_UnknownUser_Is1AndNamesHim(string verb, params string[] options) =>
        (await _cli.RunAsync(["user", verb, "nobody", .. options])).ShouldFail(1).ShouldContain("nobody");

    private async Task AddAsync(string name, params string[] options) =>
        (await _cli.RunWithInputAsync(Password, ["user", "add", name, "--password-stdin", .. options])).ShouldSucceed();
}
