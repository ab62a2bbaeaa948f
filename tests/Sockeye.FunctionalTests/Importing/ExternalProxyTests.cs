using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Importing;

/// <summary>The outbound <c>external-proxy</c> that the seed's rule sends alice to: wherever it is defined, down, and nowhere defined.</summary>
public sealed class ExternalProxyTests : OldSystemTest
{
    private const int GeneralFailure = 1;

    // Two seconds are promised; the rest is for the test's own machine.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(4);

    [Theory]
    [MemberData(nameof(ExternalProxyForms.All), MemberType = typeof(ExternalProxyForms))]
    public async Task ExternalProxy_WhereverItIsDefined_CarriesAliceAndNobodyElse(string form)
    {
        Fill();
        var port = FreePort.Take();
        ExternalProxyForms.Define(Old, form, port, Leaver);
        var server = await ServeAsync();
        var target = await OwnAsync(HttpTarget.StartAsync(TestAuthority.Localhost));

        (await CurlAsync(server.Port, Alice, AlicePassword, $"{target.Url}/down")).Out.ShouldBe(" 502 000");
        (await ReplyAsync(server.Port, Alice, AlicePassword, target.Port)).ShouldBeGreaterThan(0);
        (await CurlAsync(server.Port, Bob, BobPassword, $"{target.Url}/bob")).ShouldExit(0).Out.ShouldEndWith(" 200 200");
        target.Requests.ShouldHaveSingleItem().Path.ShouldBe("/bob", "alice never goes out directly");

        var upstream = await StartUpstreamAsync(port);
        (await CurlAsync(server.Port, Alice, AlicePassword, $"{target.Url}/alice")).ShouldExit(0).Out.ShouldEndWith(" 200 200");
        await server.WaitForAccessLineAsync($" alice .* via {ExternalProxyForms.TagOf(form)} .* relay=");
        await upstream.WaitForAccessLineAsync($" leaver .* localhost:{target.Port} ");
        upstream.Output.ShouldNotContain(" bob ");
    }

    [Fact]
    public async Task ExternalProxy_AddedToTheDatabaseOfTheRunningServer_CarriesAliceSoon()
    {
        Fill();
        var upstream = await StartUpstreamAsync(FreePort.Take());
        var server = await ServeAsync();
        var target = Own(Targets.Echo());
        (await ReplyAsync(server.Port, Alice, AlicePassword, target.Port)).ShouldBe(GeneralFailure);

        await Command.AddUpstreamAsync("external-proxy", $"socks5s://leaver@localhost:{upstream.Port}", LeaverPassword, "--ca", TestAuthority.Trusted.File);
        await Poll.UntilAsync(async () => await ReplyAsync(server.Port, Alice, AlicePassword, target.Port) == 0, "alice through the new upstream", Promised);
        await upstream.WaitForAccessLineAsync($" leaver .* localhost:{target.Port} ");

        await Command.DoAsync("upstream", "remove", "external-proxy");
        await Poll.UntilAsync(async () => await ReplyAsync(server.Port, Alice, AlicePassword, target.Port) == GeneralFailure, "alice refused again", Promised);
        (await ReplyAsync(server.Port, Bob, BobPassword, target.Port)).ShouldBe(0);
    }

    [Fact]
    public async Task ExternalProxy_NowhereDefined_AliceIsRefusedAndItIsNamed()
    {
        Fill();
        var server = await ServeAsync();
        var target = await OwnAsync(HttpTarget.StartAsync(TestAuthority.Localhost));

        (await CurlAsync(server.Port, Alice, AlicePassword, $"{target.Url}/alice")).Out.ShouldBe(" 502 000");
        (await ReplyAsync(server.Port, Alice, AlicePassword, target.Port)).ShouldBe(GeneralFailure);
        (await CurlAsync(server.Port, Bob, BobPassword, $"{target.Url}/bob")).ShouldExit(0);
        target.Requests.ShouldHaveSingleItem().Path.ShouldBe("/bob");
        await server.Process.WaitForLineAsync(new(Undefined));

        var check = (await Command.DoAsync(["check", .. Old.Options])).Error;
        check.ShouldMatch(Undefined);
        var route = (await Command.DoAsync(["route", Alice, "example.com:443", .. Old.Options])).Out;
        route.ShouldContain("outbound external-proxy (there is no such outbound, so it is refused)");
    }

    [Fact]
    public async Task ExternalProxyId_OfAUser_IsHisWayOutAndNobodyElses()
    {
        Fill();
        var upstream = await StartUpstreamAsync(FreePort.Take());
        Old.WriteExternalProxy(ExternalProxyForms.Entry("amsterdam", upstream.Port, Leaver));
        ExternalProxyForms.TrustAsSystem(Old);
        Old.ChangeXray(xray => xray["routing"]!["rules"]!.AsArray().RemoveAt(0));
        Old.ChangeUsers(users => users["users"]![0]!["external_proxy_id"] = "amsterdam");
        var server = await ServeAsync();
        var target = Own(Targets.Echo());

        var alice = await OpenTunnelAsync(server.Port, Alice, AlicePassword, target);
        await AssertCarriesAsync(alice);
        await alice.EndSendingAsync();
        await upstream.WaitForAccessLineAsync($" leaver .* localhost:{target.Port} ");
        (await ReplyAsync(server.Port, Bob, BobPassword, target.Port)).ShouldBe(0);
        await server.WaitForAccessLineAsync(" bob .* via direct ");

        Old.ChangeUsers(users => users["users"]![0]!["external_proxy_id"] = null);
        await Poll.UntilAsync(
            async () => await ReplyAsync(server.Port, Alice, AlicePassword, target.Port) == 0 && server.Process.Lines("out").Any(line => line.Contains(" alice ", StringComparison.Ordinal) && line.Contains(" via direct ", StringComparison.Ordinal)),
            "alice direct after the change", Promised);
    }

    [Fact]
    public async Task ExternalProxy_ThatNobodyVerifies_IsRefusedUnlessTheOperatorRepeatsIt()
    {
        Fill();
        var entry = ExternalProxyForms.Entry("external-proxy", FreePort.Take(), Leaver);
        entry["tls"]!["allow_insecure"] = true;
        Old.WriteExternalProxy(entry);
        var faults = (await Command.RunAsync(["check", .. Old.Options])).ShouldExit(2).ErrorLines.Where(line => !line.StartsWith("warning: ", StringComparison.Ordinal));
        faults.ShouldHaveSingleItem().ShouldMatch(@"external_proxy\.json:\d+:\d+ proxies\[0\]\.tls\.allow_insecure: ");

        ExternalProxyForms.Define(Old, ExternalProxyForms.Beside, FreePort.Take(), Leaver);
        await Command.DoAsync(["check", .. Old.Options]);
    }

    private static string Undefined => @"(?m)^warning: .*xray_config\.json:\d+:\d+ routing\.rules\[0\]\.outboundTag: .*external-proxy";
}
