using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Pebble;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>The commands of <c>cert</c>, beside a server that runs.</summary>
public sealed class IssuingCommandTests : IssuingTest
{
    [Fact]
    public async Task Issue_AuthorityIsBackAfterAFailure_TheServersPortAnswersAndItServes()
    {
        var directoryPort = FreePort.Take();
        var server = await ServeWithoutUserAsync(Configuration<OpenSsl>(Entry(directoryPort)));
        await server.Process.WaitForLineAsync(new("main: no certificate: .*tried again at"));
        var failed = (await server.Command.DoAsync("cert", "status")).Out;
        failed.ShouldMatch(@"(?m)^main +acme +proxy\.test +- +none yet ");
        failed.ShouldMatch(@"(?m)^main: the attempt of \d{4}-\d\d-\d\d \d\d:\d\d failed: localhost:" + directoryPort);
        var pebble = await StartPebbleAsync(new PebbleOptions { Port = directoryPort });

        (await server.Command.DoAsync("cert", "issue")).Out.ShouldContain("main: issued by");

        var issued = await UntilIssuedAsync();
        (await server.Command.DoAsync("cert", "issue", "main")).Out.ShouldStartWith("main: nothing to do before");
        await Poll.UntilAsync(() => pebble.Issued == 1, "the certificate in Pebble's log");
        using var status = JsonDocument.Parse((await server.Command.DoAsync("cert", "status", "main", "--json")).Out);
        var main = status.RootElement.EnumerateArray().Single();
        main.GetProperty("kind").GetString().ShouldBe("acme");
        main.GetProperty("inbounds").EnumerateArray().Single().GetString().ShouldBe("socks-in");
        main.GetProperty("names").EnumerateArray().Single().GetString().ShouldBe(Name);
        main.GetProperty("serialNumber").GetString().ShouldBe(issued.SerialNumber.ToLowerInvariant());
        main.GetProperty("renewalReason").GetString().ShouldBe("two thirds of its lifetime");
        main.GetProperty("nextRenewal").GetDateTime().ShouldBeInRange(DateTime.UtcNow, issued.NotAfter.ToUniversalTime());
        main.GetProperty("lastError").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Issue_TwoAtOnceWithoutAServer_OneOrdersAndTheOtherTakesItsCertificate()
    {
        var pebble = await StartPebbleAsync();
        var command = CommandWith(Configuration<SslStreamKind>(Entry(pebble)));

        await using var first = command.Start("cert", "issue");
        await using var second = command.Start("cert", "issue");

        (await first.WaitForExitAsync()).ShouldBe(0, first.Output);
        (await second.WaitForExitAsync()).ShouldBe(0, second.Output);
        string[] outputs = [first.Text("out"), second.Text("out")];
        outputs.Count(o => o.Contains("main: issued by", StringComparison.Ordinal)).ShouldBe(1);
        outputs.Count(o => o.Contains("main: nothing to do before", StringComparison.Ordinal)).ShouldBe(1);
        await Poll.UntilAsync(() => pebble.Issued == 1, "one certificate in Pebble's log");
    }

    [Fact]
    public async Task Renew_AnotherProgramHasTheInboundsPort_FailsOnlyWhereThePortIsNeeded()
    {
        var pebble = await StartPebbleAsync();
        var command = CommandWith(Configuration<OpenSsl>(Entry(pebble)));
        await command.DoAsync("cert", "issue");
        using var stranger = new TcpListener(IPAddress.Loopback, Port);
        stranger.Start();

        (await command.DoAsync("cert", "issue")).Out.ShouldContain("main: nothing to do before");
        (await command.RunAsync(["cert", "renew", "--force"])).ShouldExit(1).ErrorLines.ShouldHaveSingleItem()
            .ShouldBe($"sockeye: main: 127.0.0.1:{Port} is in use by another program; stop it, or use http-01 or dns-01");
    }

    private static JsonObject Entry(int directoryPort) => new()
    {
        ["tag"] = "main",
        ["names"] = new JsonArray(Name),
        ["directory"] = $"https://localhost:{directoryPort}/dir",
        ["directoryAuthority"] = PebbleAuthority.DirectoryAuthorityFile,
    };
}
