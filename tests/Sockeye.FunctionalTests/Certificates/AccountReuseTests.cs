using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Pebble;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>One account for good, in files of the owner's only; and an authority that refuses nonces, as Pebble does by design.</summary>
public sealed class AccountReuseTests : IssuingTest
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersDirectory = OwnersFile | UnixFileMode.UserExecute;

    [Fact]
    public async Task Renew_AfterARestart_UsesTheAccountOfTheFirstTime()
    {
        var pebble = await StartPebbleAsync();
        var command = CommandWith(Configuration<OpenSsl>(Entry(pebble, ("email", "admin@proxy.test"))));
        var first = await OwnAsync(SockeyeServer.StartAsync(command));
        var issued = await UntilIssuedAsync();
        (await first.Process.StopAsync()).ShouldBe(0);
        var account = Directory.GetFiles(Stored(command, "accounts")).ShouldHaveSingleItem();
        var before = File.ReadAllText(account);

        await OwnAsync(SockeyeServer.StartAsync(command));
        (await ShownAsync()).Thumbprint.ShouldBe(issued.Thumbprint);
        await command.DoAsync("cert", "renew", "--force");

        await Poll.UntilAsync(() => pebble.Issued == 2, "both certificates in Pebble's log");
        pebble.AccountRequests.ShouldBe(1);
        Directory.GetFiles(Stored(command, "accounts")).ShouldBe([account]);
        File.ReadAllText(account).ShouldBe(before);
        JsonNode.Parse(before)!["location"]!.GetValue<string>().ShouldStartWith($"https://localhost:{pebble.Port}/my-account/");
        foreach (var file in new[] { account, Stored(command, "certificates", "main.pem"), Stored(command, "certificates", "main.json") })
        {
            File.GetUnixFileMode(file).ShouldBe(OwnersFile, file);
        }

        foreach (var directory in new[] { Stored(command), Stored(command, "accounts"), Stored(command, "certificates") })
        {
            File.GetUnixFileMode(directory).ShouldBe(OwnersDirectory, directory);
        }
    }

    [Fact]
    public async Task Renew_TenTimesWithAFifthOfTheNoncesRefused_AllSucceed()
    {
        var pebble = await StartPebbleAsync(new PebbleOptions { NonceRejectPercent = 20 });
        JsonObject[] entries = [.. Enumerable.Range(0, 10).Select(i => Entry(pebble, ("tag", $"n{i}"), ("names", new JsonArray($"n{i}.test"))))];
        var server = await ServeWithoutUserAsync(Configuration<OpenSsl>(entries));
        foreach (var entry in entries)
        {
            await UntilIssuedAsync(entry["names"]![0]!.GetValue<string>());
        }

        var renewed = (await server.Command.DoAsync("cert", "renew", "--force")).Out;

        foreach (var entry in entries)
        {
            renewed.ShouldContain($"{entry["tag"]}: issued by");
        }

        await Poll.UntilAsync(() => pebble.Issued == 20, "twenty certificates in Pebble's log");
        (pebble.Count("POST /order-plz") + pebble.Count("POST /chalZ/") + pebble.Count("POST /finalize-order/")).ShouldBeGreaterThan(60, "some were refused and sent again");
    }
}
