using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Exporting;

/// <summary>HAProxy and v2ray run on what is exported, and do with its users what was configured here.</summary>
public sealed class ExportTests : FunctionalTest
{
    private const string Password = "correct-horse-battery";

    [Fact]
    public async Task ExportedFiles_RunByTheRealPrograms_CarryUsersTheWaysThatWereSet()
    {
        var (haproxy, v2ray) = (RealProgram.Require("haproxy"), RealProgram.Require("v2ray"));
        var (target, proxy) = (Own(Targets.Echo()), Own(Targets.Echo()));
        var (front, back) = (FreePort.Take(), FreePort.Take());
        using var folder = new TempDirectory();
        using var command = new SockeyeCommand(Configuration(front));
        await command.AddUpstreamAsync("exit", $"socks5://127.0.0.1:{proxy.Port}");
        await command.AddUpstreamAsync("off", $"socks5s://127.0.0.1:{proxy.Port}", null, "--ca", TestAuthority.Trusted.File);
        await command.DoAsync("upstream", "set", "off", "--enabled", "false");
        await command.AddUserAsync("alice", Password, "--email", "alice@example.com");
        await command.AddUserAsync("bob", Password, "--upstream", "exit");
        await command.AddUserAsync("carol", Password, "--upstream", "off");
        await command.AddUserAsync("dave", Password);
        var (haproxyFile, xrayFile) = (folder.File("haproxy.cfg"), folder.File("xray_config.json"));

        await command.DoAsync("export", "--haproxy", haproxyFile, "--xray", xrayFile);

        (await ChildProcess.RunAsync("haproxy -c", haproxy, ["-c", "-f", haproxyFile])).ShouldExit(0);
        (await ChildProcess.RunAsync("v2ray -test", v2ray, ["-test", "-config", xrayFile])).ShouldExit(0);
        PutPasswordsIn(xrayFile, back);
        await File.WriteAllTextAsync(
            haproxyFile, (await File.ReadAllTextAsync(haproxyFile)).Replace("127.0.0.1:10800", $"127.0.0.1:{back}", StringComparison.Ordinal));
        await OwnAsync(RealProgram.StartListeningAsync("v2ray", back, "-config", xrayFile));
        await OwnAsync(RealProgram.StartListeningAsync("haproxy", front, "-db", "-f", haproxyFile));

        var alice = await OwnAsync(ProxyConnection.OpenAsync(front));
        await alice.ConnectAsync("alice", Password, "127.0.0.1", target.Port);
        await alice.SendAsync("there and back"u8.ToArray());
        (await alice.ReadExactlyAsync(14)).ShouldBe("there and back"u8.ToArray());
        target.Accepted.ShouldBe(1);

        foreach (var name in new[] { "carol", "dave" })
        {
            var refused = await OwnAsync(ProxyConnection.OpenAsync(front));
            await refused.LogInAsync(name, Password);
            await refused.SendAsync(Socks5Messages.Request("127.0.0.1", target.Port));
            await refused.WaitForEndAsync();
            target.Accepted.ShouldBe(1, $"{name}: a disabled upstream, and a rule for block");
        }

        var bob = await OwnAsync(ProxyConnection.OpenAsync(front));
        await bob.LogInAsync("bob", Password);
        await bob.SendAsync(Socks5Messages.Request("127.0.0.1", target.Port));
        await Poll.UntilAsync(() => proxy.Accepted == 1, "bob's own upstream asked", Limits.Event);
        target.Accepted.ShouldBe(1);

        var stranger = await OwnAsync(ProxyConnection.OpenAsync(front));
        await stranger.SendAsync(Socks5Messages.Greeting(2));
        (await stranger.ReadExactlyAsync(2)).ShouldBe([5, 2]);
        await stranger.SendAsync(Socks5Messages.Login("alice", "not-the-right-one"));
        (await stranger.ReadExactlyAsync(2))[1].ShouldNotBe((byte)0);
    }

    private static JsonObject Configuration(int port)
    {
        var inbound = ServerConfiguration.Inbound(TestAuthority.Localhost);
        inbound["listen"] = $"127.0.0.1:{port}";
        inbound["proxyProtocol"] = new JsonObject { ["from"] = new JsonArray("192.0.2.0/24") };
        return ServerConfiguration.Standard()
            .With("inbounds", new JsonArray(inbound))
            .With("limits", new JsonObject { ["connections"] = 100 })
            .With("routing", new JsonObject
            {
                ["rules"] = new JsonArray(
                    new JsonObject { ["user"] = new JsonArray("alice@example.com"), ["inbound"] = new JsonArray("socks-in"), ["outbound"] = "direct" },
                    new JsonObject { ["user"] = new JsonArray("dave"), ["outbound"] = "block" },
                    new JsonObject { ["network"] = new JsonArray("udp"), ["outbound"] = "block" }),
            });
    }

    /// <summary>What whoever goes back has to do, and a port that is free on this machine.</summary>
    private static void PutPasswordsIn(string file, int port)
    {
        var xray = JsonNode.Parse(File.ReadAllText(file))!;
        var inbound = xray["inbounds"]![0]!;
        inbound["port"] = port;
        foreach (var account in inbound["settings"]!["accounts"]!.AsArray())
        {
            account!["pass"]!.GetValue<string>().ShouldStartWith("$argon2id$");
            account["pass"] = Password;
        }

        File.WriteAllText(file, xray.ToJsonString());
    }
}
