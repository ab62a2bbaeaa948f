using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Importing;

/// <summary>Two frontends, one to Xray's socks inbound and one to its http inbound, as the system was deployed.</summary>
public sealed class SeveralFrontendsTests : OldSystemTest
{
    private const int NotAllowed = 2;

    [Fact]
    public async Task Accounts_OfTwoInbounds_AreGoodEachWhereItStands()
    {
        Fill();
        const string Dave = "dave";
        const string DavePassword = "daves-first-word";
        var httpPort = FreePort.Take();
        Old.Change(Old.Haproxy, text => $"""
            {text}
            frontend http_proxy_tls
                bind 127.0.0.1:{httpPort} ssl crt {Old.File("live/${DOMAIN}/combined.pem")}
                mode tcp
                default_backend xray_http_plaintext

            backend xray_http_plaintext
                mode tcp
                server xray 127.0.0.1:18118 check

            """);
        Old.ChangeXray(xray => xray["inbounds"]!.AsArray().Add(new JsonObject
        {
            ["tag"] = "http-in",
            ["protocol"] = "http",
            ["listen"] = "127.0.0.1",
            ["port"] = 18118,
            ["settings"] = new JsonObject
            {
                ["accounts"] = new JsonArray(
                    new JsonObject { ["user"] = Bob, ["pass"] = BobPassword }, new JsonObject { ["user"] = Dave, ["pass"] = Command.Secret(DavePassword) }),
            },
        }));
        var server = await ServeAsync(ports: 2);
        server.Ports.ShouldBe([Old.Port, httpPort]);
        var target = await OwnAsync(HttpTarget.StartAsync(TestAuthority.Localhost));

        foreach (var port in server.Ports)
        {
            (await CurlAsync(port, Bob, BobPassword, target.Url)).ShouldExit(0).Out.ShouldEndWith(" 200 200");
            (await ReplyAsync(port, Bob, BobPassword, target.Port)).ShouldBe(0);
        }

        (await CurlAsync(httpPort, Dave, DavePassword, target.Url)).ShouldExit(0).Out.ShouldEndWith(" 200 200");
        (await ReplyAsync(Old.Port, Dave, DavePassword, target.Port)).ShouldBe(NotAllowed);
        (await CurlAsync(Old.Port, Dave, DavePassword, target.Url)).Out.ShouldEndWith(" 403 000");
        (await ReplyAsync(httpPort, Alice, AlicePassword, target.Port)).ShouldBe(NotAllowed);
        await server.WaitForAccessLineAsync(" dave .* socks-in .* via block ");
        await server.WaitForAccessLineAsync(" alice .* http-in .* via block ");
        target.Requests.Count.ShouldBe(3);
    }
}
