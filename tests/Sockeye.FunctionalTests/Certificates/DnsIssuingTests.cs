using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.NameServers;
using Sockeye.FunctionalTests.Testing.Pebble;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>DNS-01 by dynamic update of a real name server, whom Pebble asks too: a wildcard and its base, two values of one name.</summary>
public abstract class DnsIssuingTests(string program) : IssuingTest
{
    private const string Wildcard = "*." + NameServer.Zone;

    [Fact]
    public async Task Serve_WildcardAndItsBase_IsServedForEveryNameAndLeavesNoRecord()
    {
        var zone = await OwnAsync(NameServer.StartAsync(program));
        var pebble = await StartPebbleAsync(new PebbleOptions { DnsPort = zone.Port });
        using var command = new SockeyeCommand(Configuration<OpenSsl>(Entry(
            pebble, ("names", new JsonArray(Wildcard, NameServer.Zone)), ("challenge", "dns-01"), ("dns", Update(zone)))));
        command.Secret(Convert.ToBase64String(zone.Secret));
        var server = await OwnAsync(SockeyeServer.StartAsync(command));

        NamesOf(await UntilIssuedAsync("any." + NameServer.Zone)).ShouldBe([Wildcard, NameServer.Zone], ignoreOrder: true);

        await ConnectAsync(pebble, NameServer.Zone);
        await ConnectAsync(pebble, "any." + NameServer.Zone);
        (await zone.TextsAsync("_acme-challenge." + NameServer.Zone)).ShouldBeEmpty();
        server.Process.Text("err").ShouldNotContain("warn: ");
    }

    private static JsonObject Update(NameServer zone) => new()
    {
        ["provider"] = "rfc2136",
        ["server"] = $"{zone.Address}",
        ["tsig"] = new JsonObject { ["name"] = NameServer.KeyName, ["algorithm"] = "hmac-sha256", ["secret"] = Convert.ToBase64String(zone.Secret) },
        ["propagation"] = new JsonObject { ["resolvers"] = new JsonArray($"{zone.Address}") },
    };
}

/// <summary>Against BIND's named.</summary>
public sealed class BindIssuingTests() : DnsIssuingTests("named");

/// <summary>Against Knot DNS.</summary>
public sealed class KnotIssuingTests() : DnsIssuingTests("knotd");
