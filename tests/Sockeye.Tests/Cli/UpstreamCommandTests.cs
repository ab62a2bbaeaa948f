using System.Text.Json;

namespace Sockeye.Tests.Cli;

[Collection(CliTests.Name)]
public sealed class UpstreamCommandTests : IDisposable
{
    private const string Password = "upstream-pa55word";

    private readonly CliHarness _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("proxy.example:1080")]
    [InlineData("ftp://proxy.example:1080")]
    [InlineData("socks5s://")]
    [InlineData("socks5s://proxy.example:99999")]
    public async Task Add_BadUrl_Is2(string url) => (await _cli.RunAsync("upstream", "add", "out", url)).ShouldFail(2);

    [Theory]
    [InlineData("--pin", "abc")]
    public async Task Add_BadPin_Is2(string option, string value) =>
        (await _cli.RunAsync("upstream", "add", "out", "socks5s://proxy.example:1080", option, value)).ShouldFail(2).ShouldContain(option);

    [Fact]
    public async Task Add_AuthorityThatIsNone_Is1AndNamesTheFile()
    {
        var file = _cli.Write("ca.pem", "no certificate");
        (await _cli.RunAsync("upstream", "add", "out", "socks5s://proxy.example:1080", "--ca", file)).ShouldFail(1).ShouldContain(file);
        (await _cli.RunAsync("upstream", "list", "--json")).Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Add_PasswordInTheUrl_IsTakenWithAWarningAndNeverShown()
    {
        var added = (await _cli.RunAsync("upstream", "add", "out", $"socks5s://user:{Password}@proxy.example:1080")).ShouldSucceed();
        added.Error.ShouldStartWith("warning: ");
        var text = added.Out + added.Error;
        foreach (var command in (string[])["upstream list", "upstream list --json", "upstream show out", "upstream show out --json"])
        {
            var result = (await _cli.RunAsync(command.Split(' '))).ShouldSucceed();
            result.Out.ShouldContain("socks5s://user@proxy.example:1080");
            text += result.Out + result.Error;
        }

        text.ShouldNotContain(Password);
        (await _cli.RunAsync("upstream", "show", "out", "--json")).Json.GetProperty("hasPassword").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Add_UserWithoutAPasswordAndNoTerminal_Is2AndSaysHow() =>
        (await _cli.RunAsync("upstream", "add", "out", "socks5s://user@proxy.example:1080")).ShouldFail(2).ShouldContain("--password-stdin");

    [Fact]
    public async Task Add_Twice_Is1()
    {
        await AddAsync();
        (await _cli.RunAsync("upstream", "add", "out", "http://other.example:3128")).ShouldFail(1).ShouldContain("out");
    }

    [Fact]
    public async Task List_Json_HasThisShape()
    {
        await AddAsync();
        (await _cli.RunAsync("upstream", "list", "--json")).Json[0].EnumerateObject().Select(p => p.Name).ShouldBe(
        [
            "id", "url", "hasPassword", "enabled", "unavailable", "serverName", "hasCertificateAuthority", "pinSha256", "fallback", "createdAt", "updatedAt", "state",
        ]);
    }

    [Fact]
    public async Task Set_WhatIsNamed_ChangesAndTheRestStays()
    {
        await AddAsync();
        var pin = new string('a', 64);
        (await _cli.RunAsync("upstream", "set", "out", "--pin", pin, "--server-name", "other.example", "--enabled", "false")).ShouldSucceed();
        var upstream = (await _cli.RunAsync("upstream", "show", "out", "--json")).Json;
        upstream.GetProperty("pinSha256").GetString().ShouldBe(pin);
        upstream.GetProperty("serverName").GetString().ShouldBe("other.example");
        upstream.GetProperty("enabled").GetBoolean().ShouldBeFalse();
        upstream.GetProperty("hasPassword").GetBoolean().ShouldBeTrue();
        (await _cli.RunAsync("upstream", "set", "out", "--pin", "none")).ShouldSucceed();
        (await _cli.RunAsync("upstream", "show", "out", "--json")).Json.GetProperty("pinSha256").ValueKind.ShouldBe(JsonValueKind.Null);
        (await _cli.RunAsync("upstream", "set", "out")).ShouldFail(2).ShouldContain("nothing to change");
    }

    [Fact]
    public async Task Fallback_IsBlockUnlessSaidOtherwise()
    {
        await AddAsync();
        (await _cli.RunAsync("upstream", "show", "out", "--json")).Json.GetProperty("fallback").GetString().ShouldBe("block");
        (await _cli.RunAsync("upstream", "set", "out", "--fallback", "direct")).ShouldSucceed();
        (await _cli.RunAsync("upstream", "set", "out", "--enabled", "true")).ShouldSucceed();
        (await _cli.RunAsync("upstream", "show", "out", "--json")).Json.GetProperty("fallback").GetString().ShouldBe("direct");
        (await _cli.RunAsync("upstream", "set", "out", "--fallback", "block")).ShouldSucceed();
        (await _cli.RunAsync("upstream", "list")).Out.ShouldMatch("(?m)^out .* block$");
        (await _cli.RunAsync("upstream", "add", "two", "socks5s://proxy.example:1080", "--fallback", "direct")).ShouldSucceed();
        (await _cli.RunAsync("upstream", "list", "--json")).Json[1].GetProperty("fallback").GetString().ShouldBe("direct");
        (await _cli.RunAsync("upstream", "set", "out", "--fallback", "drict")).ShouldFail(2).ShouldContain("--fallback is block or direct");
    }

    [Fact]
    public async Task Set_PasswordInTheUrl_WarnsAsAddDoes()
    {
        await AddAsync();
        var result = (await _cli.RunAsync("upstream", "set", "out", "--url", $"https://user:{Password}@other.example:443")).ShouldSucceed();
        result.Error.ShouldStartWith("warning: ");
        result.Error.ShouldNotContain(Password);
    }

    [Fact]
    public async Task Set_PasswordThatCannotBeTaken_ChangesNothing()
    {
        await AddAsync();
        (await _cli.RunWithInputAsync("", "upstream", "set", "out", "--enabled", "false", "--password-stdin")).ShouldFail(2);
        (await _cli.RunAsync("upstream", "show", "out", "--json")).Json.GetProperty("enabled").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Remove_WhileAUserHasIt_Is1()
    {
        await AddAsync();
        (await _cli.RunWithInputAsync("a password to log in", "user", "add", "alice", "--upstream", "out", "--password-stdin")).ShouldSucceed();
        (await _cli.RunAsync("upstream", "remove", "out")).ShouldFail(1).ShouldContain("out");
        (await _cli.RunAsync("user", "remove", "alice")).ShouldSucceed();
        (await _cli.RunAsync("upstream", "remove", "out")).ShouldSucceed().Out.ShouldBe("upstream out removed\n");
    }

    [Theory]
    [InlineData("show")]
    [InlineData("set", "--enabled", "true")]
    [InlineData("test")]
    [InlineData("remove")]
    public async Task AnyVerb_UnknownUpstream_Is1AndNamesIt(string verb, params string[] options) =>
        (await _cli.RunAsync(["upstream", verb, "nowhere", .. options])).ShouldFail(1).ShouldContain("nowhere");

    [Fact]
    public async Task Test_Disabled_FailsClosedAndSaysWhy()
    {
        await AddAsync();
        (await _cli.RunAsync("upstream", "set", "out", "--enabled", "false")).ShouldSucceed();
        var result = await _cli.RunAsync("upstream", "test", "out", "--json");
        result.ShouldFail(1).ShouldContain("disabled");
        result.Json.GetProperty("succeeded").GetBoolean().ShouldBeFalse();
    }

    private async Task AddAsync() =>
        (await _cli.RunWithInputAsync(Password, "upstream", "add", "out", "socks5s://user@proxy.example:1080", "--password-stdin")).ShouldSucceed();
}
