namespace Sockeye.Tests.Cli;

/// <summary>What <c>route</c> explains is what a server would do: a rule, the user's own upstream, the default.</summary>
[Collection(CliTests.Name)]
public sealed class RouteCommandTests : IAsyncLifetime
{
    private readonly CliHarness _cli = new();

    public async ValueTask InitializeAsync()
    {
        _cli.Configure("""
            {
              "inbounds": [ { "tag": "one", "listen": "127.0.0.1:1080" }, { "tag": "two", "listen": "127.0.0.1:1081" } ],
              "outbounds": [ { "tag": "office", "url": "https://user:hidden-word@office.example:443" } ],
              "routing": { "rules": [ { "inbound": ["two"], "user": ["alice"], "outbound": "office" }, { "user": ["eve@example.com"], "outbound": "block" } ] }
            }
            """);
        if (!OperatingSystem.IsWindows())
        {
            // The file holds a password: else each command warns that others may read it.
            File.SetUnixFileMode(_cli.ConfigurationFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await _cli.RunAsync("upstream", "add", "own", "socks5://proxy.example:1080")).ShouldSucceed();
        await AddAsync("alice");
        await AddAsync("bob", "--upstream", "own");
        await AddAsync("eve", "--email", "eve@example.com");
    }

    public ValueTask DisposeAsync()
    {
        _cli.Dispose();
        return default;
    }

    [Theory]
    [InlineData("alice", "two", "office", "routing.rules[0]", "https://user@office.example:443, from the configuration")]
    [InlineData("alice", "one", "direct", "default", "straight to the target")]
    [InlineData("bob", "two", "own", "user", "socks5://proxy.example:1080, from the database")]
    [InlineData("eve", "one", "block", "routing.rules[1]", "refused")]
    public async Task Route_EachWayToDecide_IsExplained(string user, string inbound, string outbound, string rule, string description)
    {
        var json = (await _cli.RunAsync("route", user, "example.com:443", "--inbound", inbound, "--json")).ShouldSucceed().Json;
        json.EnumerateObject().Select(p => p.Name).ShouldBe(["user", "target", "network", "inbound", "outbound", "rule", "reason", "description"]);
        json.GetProperty("outbound").GetString().ShouldBe(outbound);
        json.GetProperty("rule").GetString().ShouldBe(rule);
        json.GetProperty("description").GetString().ShouldBe(description);
        json.GetProperty("network").GetString().ShouldBe("tcp");

        var text = (await _cli.RunAsync("route", user, "example.com:443", "--inbound", inbound)).ShouldSucceed();
        text.Out.ShouldStartWith($"{user} to example.com:443 by {inbound}: outbound {outbound} ({description})\ndecided by {rule}: ");
        (text.Out + text.Error).ShouldNotContain("hidden-word");
    }

    [Fact]
    public async Task Route_UpstreamWithAFallback_SaysWhatBecomesOfAConnection()
    {
        (await _cli.RunAsync("upstream", "set", "own", "--fallback", "direct")).ShouldSucceed();
        (await _cli.RunAsync("route", "bob", "example.com:443")).ShouldSucceed().Out.ShouldContain("from the database; straight to the target while it can't be had)");
        (await _cli.RunAsync("route", "bob", "example.com:443", "--udp")).ShouldSucceed().Out.ShouldContain("from the database)");
    }

    [Fact]
    public async Task Route_DisabledUpstream_SaysThatItIsRefused()
    {
        (await _cli.RunAsync("upstream", "set", "own", "--enabled", "false")).ShouldSucceed();
        (await _cli.RunAsync("route", "bob", "example.com:443", "--udp")).ShouldSucceed().Out.ShouldContain("disabled, so it is refused");
    }

    [Theory]
    [InlineData(1, "nobody", "example.com:443")]
    [InlineData(2, "alice", "example.com")]
    [InlineData(2, "alice", "example.com:443", "--inbound", "three")]
    public async Task Route_WhatIsNotThere_IsOneLine(int status, params string[] args) => (await _cli.RunAsync(["route", .. args])).ShouldFail(status);

    private async Task AddAsync(string name, params string[] options) =>
        (await _cli.RunWithInputAsync("a password to log in", ["user", "add", name, "--password-stdin", .. options])).ShouldSucceed();
}
