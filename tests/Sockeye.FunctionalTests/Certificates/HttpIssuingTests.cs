using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Pebble;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>HTTP-01: the port is open while a challenge waits there, and at no other time.</summary>
public sealed class HttpIssuingTests : IssuingTest
{
    [Fact]
    public async Task Issue_SeveralNames_PortIsOpenForTheChallengesOnly()
    {
        var pebble = await StartPebbleAsync();
        (await Poll.AcceptsAsync(HttpPort)).ShouldBeFalse();
        var server = await ServeWithoutUserAsync(Configuration<OpenSsl>(Entry(pebble, "www.proxy.test", "other.test")));

        var first = await UntilIssuedAsync();
        (await Poll.AcceptsAsync(HttpPort)).ShouldBeFalse("the challenges are over");
        NamesOf(first).ShouldBe([Name, "www.proxy.test", "other.test"], ignoreOrder: true);

        // Beside the running server: the command has a listener of its own.
        (await server.Command.DoAsync("cert", "renew", "--force")).Out.ShouldContain("main: issued by");
        (await Poll.AcceptsAsync(HttpPort)).ShouldBeFalse("and again");
        await UntilIssuedAsync("other.test", otherThan: first.Thumbprint);
    }

    [Fact]
    public async Task Renew_AnotherProgramHasThePort_IsOneLineAndTheOldCertificateStays()
    {
        var pebble = await StartPebbleAsync();
        var stranger = await OwnAsync(HttpTarget.StartAsync());
        var server = await ServeWithoutUserAsync(Configuration<SslStreamKind>(Entry(pebble)));
        var before = await UntilIssuedAsync();
        server.Command.Change(c => c["acme"]![0]!["httpListen"] = $"127.0.0.1:{stranger.Port}");

        var result = (await server.Command.RunAsync(["cert", "renew", "--force", "main"])).ShouldExit(1);

        result.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"sockeye: main: 127.0.0.1:{stranger.Port} is in use by another program; stop it, ");
        (await ShownAsync()).Thumbprint.ShouldBe(before.Thumbprint);
        (await server.Command.DoAsync("cert", "status")).Out.ShouldContain($"failed: 127.0.0.1:{stranger.Port} is in use");
    }

    private JsonObject Entry(PebbleAuthority pebble, params string[] more) => Entry(
        pebble,
        ("names", new JsonArray([Name, .. more.Select(n => (JsonNode)n)])),
        ("challenge", "http-01"),
        ("httpListen", $"127.0.0.1:{HttpPort}"));
}
