using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Pebble;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>The authority looks where nobody answers, or somebody else does: the old certificate stays, and the line says what it saw.</summary>
public sealed class ChallengeFaultTests : IssuingTest
{
    [Fact]
    public async Task Renew_AuthorityLooksElsewhere_SaysWhatItSawAndTheOldOneStays()
    {
        var pebble = await StartPebbleAsync();
        var server = await ServeAsync(Configuration<OpenSsl>(Entry(pebble)));
        var issued = await UntilIssuedAsync();
        await pebble.DisposeAsync();

        // As with a port that is not forwarded; and it doesn't know our account any more.
        var closedPort = FreePort.Take();
        var closed = await OwnAsync(PebbleAuthority.StartAsync(new PebbleOptions { Port = pebble.Port, TlsPort = closedPort }));
        var refused = await server.Command.RunAsync(["cert", "renew", "--force"]);
        refused.ShouldExit(1);
        refused.Error.ShouldContain($"main: localhost:{pebble.Port} did not see {Name} proven by tls-alpn-01:");
        refused.Error.ShouldContain($"Failed to connect to 127.0.0.1:{closedPort} for the tls-alpn-01 challenge");
        (await server.Command.DoAsync("check")).Error.ShouldContain(
            $"the authority connects to port 443 for tls-alpn-01, and no inbound with TLS listens there; forward it to 127.0.0.1:{Port}");
        refused.Error.ShouldNotContain("   at ");
        await closed.DisposeAsync();

        // As with a port that leads to another server.
        await OwnAsync(PebbleAuthority.StartAsync(new PebbleOptions { Port = pebble.Port }));
        (await server.Command.RunAsync(["cert", "renew", "--force"])).ShouldExit(1).Error.ShouldContain($"did not see {Name} proven by tls-alpn-01:");

        (await ShownAsync()).Thumbprint.ShouldBe(issued.Thumbprint);
        var status = (await server.Command.DoAsync("cert", "status")).Out;
        status.ShouldContain($"did not see {Name} proven by tls-alpn-01");
        (await HealthAsync(server)).ShouldBe("ok\n", "nothing is due");
    }

    [Fact]
    public async Task Check_CertificateThatNobodyUses_IsAWarning()
    {
        using var command = new SockeyeCommand(ServerConfiguration.Standard().With(
            "acme", new System.Text.Json.Nodes.JsonArray(Entry(new Uri("https://localhost:1/dir"), ("challenge", "http-01")))));

        (await command.DoAsync("check")).Error.ShouldContain("acme[0]: no inbound uses \"main\"; name it in an inbound's tls.acme");
    }
}
