using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Pebble;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>DNS-01 by a program of the operator's, here a script that tells Pebble's own DNS server.</summary>
public sealed class HookIssuingTests : IssuingTest, IDisposable
{
    private const string Record = "_acme-challenge." + Name;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Issue_WildcardAndItsBase_CallsTheHookAsDocumented()
    {
        var pebble = await StartPebbleAsync();
        var command = CommandWith(Configuration<OpenSsl>(Entry(pebble, Hook(pebble, ""))));

        (await command.DoAsync("cert", "issue")).Out.ShouldContain("main: issued by");

        var calls = File.ReadAllLines(_folder.File("calls")).Select(line => line.Split(' ')).ToList();
        calls.Select(c => c[1]).ShouldBe(["present", "present", "cleanup", "cleanup"]);
        calls.ShouldAllBe(c => c.Length == 5 && c[0] == "3" && c[2] == Record && c[4] == Record + ".");
        calls.Take(2).Select(c => c[3]).Distinct().Count().ShouldBe(2);
        calls.Skip(2).Select(c => c[3]).ShouldBe(calls.Take(2).Select(c => c[3]), ignoreOrder: true);
        var server = await OwnAsync(SockeyeServer.StartAsync(command));
        NamesOf(await ShownAsync("any." + Name)).ShouldBe(["*." + Name, Name], ignoreOrder: true);
        server.Process.Text("err").ShouldNotContain("asking");
    }

    [Fact]
    public async Task Issue_WhileTheServerIssues_WaitsForItAndOrdersNothing()
    {
        var pebble = await StartPebbleAsync();
        var server = await ServeWithoutUserAsync(Configuration<OpenSsl>(Entry(pebble, Hook(pebble, $"until [ -e {_folder.File("go")} ]; do sleep 0.02; done"))));
        await Poll.UntilAsync(() => File.Exists(_folder.File("calls")), "the server's order under way");

        await using var issue = server.Command.Start("cert", "issue", "main");
        await issue.WaitForLineAsync(new("^main: another process is at it"));
        _folder.Write("go", "");

        (await issue.WaitForExitAsync()).ShouldBe(0, issue.Output);
        issue.Text("out").ShouldContain("main: nothing to do before");
        await UntilIssuedAsync();
        await Poll.UntilAsync(() => pebble.Issued == 1, "one certificate in Pebble's log");
    }

    private (string, JsonNode?)[] Hook(PebbleAuthority pebble, string first) =>
    [
        ("names", new JsonArray("*." + Name, Name)),
        ("challenge", "dns-01"),
        ("dns", new JsonObject
        {
            ["provider"] = "command",
            ["command"] = Executable.Write(_folder, "hook", $$"""
                #!/bin/bash
                set -e
                echo "$# $1 $2 $3 $SOCKEYE_DNS_FQDN" >> {{_folder.File("calls")}}
                {{first}}
                tell() { {{RealProgram.Require("curl")}} -sf -d "{\"host\": \"$SOCKEYE_DNS_FQDN\", \"value\": \"$2\"}" "http://127.0.0.1:{{pebble.Challenges.ManagementPort}}/$1"; }
                case "$1" in
                  present) tell set-txt "$3" ;;
                  cleanup) tell clear-txt "" ;;
                esac
                """),
            ["propagation"] = new JsonObject { ["resolvers"] = new JsonArray($"127.0.0.1:{pebble.Challenges.DnsPort}") },
        }),
    ];
}
