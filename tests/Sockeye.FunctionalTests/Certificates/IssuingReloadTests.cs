using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>SIGHUP with another <c>acme</c>.</summary>
public sealed class IssuingReloadTests : IssuingTest
{
    [Fact]
    public async Task Reload_NameAndChallengeChangedThenEntryRemoved_IsIssuedAnewAndThenStays()
    {
        var pebble = await StartPebbleAsync();
        var server = await ServeWithoutUserAsync(Configuration<OpenSsl>(Entry(
            pebble, ("challenge", "http-01"), ("httpListen", $"127.0.0.1:{HttpPort}"))));
        var first = await UntilIssuedAsync();

        // TLS-ALPN-01 now, which no entry had when the inbound was opened.
        server.Command.Change(c => c["acme"] = new JsonArray(Entry(pebble, ("names", new JsonArray(Name, "www.proxy.test")))));
        await server.ReloadAsync();
        var second = await UntilIssuedAsync(otherThan: first.Thumbprint);
        NamesOf(second).ShouldBe([Name, "www.proxy.test"], ignoreOrder: true);

        // Whoever forgets the inbound is told, and nothing changes.
        server.Command.Change(c => c["acme"] = new JsonArray());
        await server.ReloadAsync();
        server.Process.Text("err").ShouldContain("the configuration was not reloaded, the old one stays: ");
        (await ShownAsync()).Thumbprint.ShouldBe(second.Thumbprint);

        server.Command.Change(c => c["inbounds"]![0]!.AsObject().Remove("tls"));
        await server.ReloadAsync();
        await server.Process.WaitForLineAsync(new("(?i)restart"));
        (await ShownAsync()).Thumbprint.ShouldBe(second.Thumbprint);
        server.Process.Lines("err").Count(l => l.Contains("asking", StringComparison.Ordinal)).ShouldBe(2, server.Output);
    }
}
