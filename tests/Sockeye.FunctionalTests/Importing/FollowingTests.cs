using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Importing;

/// <summary>The files change while the server runs on them.</summary>
public sealed class FollowingTests : OldSystemTest
{
    // Three seconds are promised; the rest is for the test's own machine.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task Users_AddedRemovedAndChanged_TakeEffectAndOnlyTheirSessionsEnd()
    {
        Fill();
        Old.AddAccount("carol", "carols-first-word");
        Old.AddAccount("dave", "daves-first-word");
        var server = await ServeAsync();
        var target = Own(Targets.Echo());
        var bob = await OpenTunnelAsync(server.Port, Bob, BobPassword, target);
        var carol = await OpenTunnelAsync(server.Port, "carol", "carols-first-word", target);
        var dave = await OpenTunnelAsync(server.Port, "dave", "daves-first-word", target);

        Old.ChangeXray(xray =>
        {
            var accounts = OldSystem.Accounts(xray);
            accounts.Remove(accounts.Single(account => account!["user"]!.GetValue<string>() == "carol"));
            accounts.Single(account => account!["user"]!.GetValue<string>() == "dave")!["pass"] = Command.Secret("daves-second-word");
            accounts.Add(new JsonObject { ["user"] = "erin", ["pass"] = Command.Secret("erins-first-word") });
        });

        await carol.WaitForEndAsync(Promised);
        await dave.WaitForEndAsync(Promised);
        await server.WaitForAccessLineAsync(" carol .*UserRevoked");
        await server.WaitForAccessLineAsync(" dave .*UserRevoked");
        (await CanLogInAsync(server.Port, "carol", "carols-first-word")).ShouldBeFalse();
        (await CanLogInAsync(server.Port, "dave", "daves-first-word")).ShouldBeFalse();
        (await CanLogInAsync(server.Port, "dave", "daves-second-word")).ShouldBeTrue();
        (await ReplyAsync(server.Port, "erin", "erins-first-word", target.Port)).ShouldBe(0);
        await AssertCarriesAsync(bob);

        Old.ChangeUsers(users => users["users"]!.AsArray().Add(new JsonObject { ["username"] = Bob, ["enabled"] = false }));
        await bob.WaitForEndAsync(Promised);
        (await CanLogInAsync(server.Port, Bob, BobPassword)).ShouldBeFalse();
    }

    [Fact]
    public async Task RuleAndExternalProxy_Changed_TakeEffectForNewConnections()
    {
        Fill();
        ExternalProxyForms.TrustAsSystem(Old);
        var (one, two) = (await StartUpstreamAsync(FreePort.Take()), await StartUpstreamAsync(FreePort.Take()));
        Old.WriteExternalProxy(ExternalProxyForms.Entry("external-proxy", one.Port, Leaver));
        var server = await ServeAsync();
        var target = Own(Targets.Echo());
        var first = await OpenTunnelAsync(server.Port, Alice, AlicePassword, target);
        var bob = await OpenTunnelAsync(server.Port, Bob, BobPassword, target);

        Old.WriteExternalProxy(ExternalProxyForms.Entry("external-proxy", two.Port, Leaver));
        await Poll.UntilAsync(
            async () => await ReplyAsync(server.Port, Alice, AlicePassword, target.Port) == 0 && two.Output.Contains(" leaver ", StringComparison.Ordinal),
            "alice through the second proxy", Promised);

        Old.ChangeXray(xray => xray["routing"]!["rules"]![0]!["outboundTag"] = "block");
        await Poll.UntilAsync(async () => await ReplyAsync(server.Port, Alice, AlicePassword, target.Port) == 2, "alice blocked by the changed rule", Promised);

        Old.ChangeXray(xray => xray["routing"]!["rules"]!.AsArray().RemoveAt(0));
        await Poll.UntilAsync(async () => await ReplyAsync(server.Port, Alice, AlicePassword, target.Port) == 0, "alice direct without the rule", Promised);
        await server.WaitForAccessLineAsync(" alice .* via direct ");

        await AssertCarriesAsync(first);
        await AssertCarriesAsync(bob);
    }

    [Fact]
    public async Task Change_ThatWorksOtherwiseThanMeant_IsToldOnceWithItsPlace()
    {
        Fill();
        var server = await ServeAsync();

        Old.ChangeXray(xray => xray["routing"]!["rules"]![0]!["outboundTag"] = "external-proxi");
        await server.Process.WaitForLineAsync(new(@"warn: .*/xray_config\.json:\d+:\d+ routing\.rules\[0\]\.outboundTag: no outbound is called ""external-proxi"""), limit: Promised);

        Old.Change(Old.Haproxy, text => text.Replace($":{Old.Port} ", $":{FreePort.Take()} ", StringComparison.Ordinal));
        await server.Process.WaitForLineAsync(new("warn: .*changes of inbounds.* need a restart"), limit: Promised);
        server.Output.Split("called \"external-proxi\"").Length.ShouldBe(2, "told once");
        (await CanLogInAsync(server.Port, Bob, BobPassword)).ShouldBeTrue("on the port that is open");
    }

    [Fact]
    public async Task TagOfAnOpenInbound_Changed_ChangesNothingUntilARestart()
    {
        Fill();
        Old.ChangeXray(xray => xray["routing"]!["rules"]![0]!["outboundTag"] = "block");
        var server = await ServeAsync();
        var target = Own(Targets.Echo());

        Old.Change(Old.Xray, text => text.Replace("socks-in", "renamed-in", StringComparison.Ordinal));
        await server.Process.WaitForLineAsync(new("warn: .*no inbound \"socks-in\" any more.* a restart takes it"), limit: Promised);

        (await ReplyAsync(server.Port, Alice, AlicePassword, target.Port)).ShouldBe(2, "her rule still holds");
        (await ReplyAsync(server.Port, Bob, BobPassword, target.Port)).ShouldBe(0);
    }

    [Fact]
    public async Task File_Broken_KeepsTheOldStateAndWarnsOnceAndMendingItWorks()
    {
        Fill();
        var server = await ServeAsync();
        var target = Own(Targets.Echo());
        var bob = await OpenTunnelAsync(server.Port, Bob, BobPassword, target);
        var good = await File.ReadAllTextAsync(Old.Users);

        Old.Write("users.json", good.Replace("\"username\"", "\"usename\"", StringComparison.Ordinal));
        await server.Process.WaitForLineAsync(new(@"warn: .* the old one stays: .*/users\.json:3:5 users\[0\]: ""username"" is missing"), limit: Promised);
        (await ReplyAsync(server.Port, Bob, BobPassword, target.Port)).ShouldBe(0);
        (await CanLogInAsync(server.Port, Alice, AlicePassword)).ShouldBeTrue();

        // A second change is told too, and nothing in between.
        File.Delete(Old.Users);
        await server.Process.WaitForLineAsync(new(@"the old one stays: .*/users\.json: the file does not exist"), limit: Promised);
        server.Output.Split("the old one stays").Length.ShouldBe(3, "two changes, two warnings");

        Old.Write("users.json", good);
        Old.AddAccount("carol", "carols-first-word");
        await Poll.UntilAsync(() => CanLogInAsync(server.Port, "carol", "carols-first-word"), "the mended files in service", Promised);
        await AssertCarriesAsync(bob);
    }

    [Fact]
    public async Task File_WrittenInPlaceInTwoHalves_IsTakenWhenItIsWhole()
    {
        Fill();
        var server = await ServeAsync();
        Old.AddAccount("carol", "carols-first-word");
        var whole = await File.ReadAllTextAsync(Old.Xray);
        var cut = whole.IndexOf("\"accounts\"", StringComparison.Ordinal);

        await using var file = new StreamWriter(File.Open(Old.Xray, FileMode.Create, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
        await file.WriteAsync(whole[..cut]);
        await server.Process.WaitForLineAsync(new(@"the old one stays: .*/xray_config\.json:\d+:\d+"), limit: Promised);
        (await CanLogInAsync(server.Port, Bob, BobPassword)).ShouldBeTrue("the whole of before");

        await file.WriteAsync(whole[cut..]);
        await Poll.UntilAsync(() => CanLogInAsync(server.Port, "carol", "carols-first-word"), "the whole file in service", Promised);
    }

    [Fact]
    public async Task ConfigurationBesideTheFiles_Changed_TakesEffectToo()
    {
        Fill();
        var server = await ServeAsync();
        var target = Own(Targets.Echo());
        (await ReplyAsync(server.Port, Bob, BobPassword, target.Port)).ShouldBe(0);

        Command.Change(configuration => configuration.Remove("guard"));

        await Poll.UntilAsync(async () => await ReplyAsync(server.Port, Bob, BobPassword, target.Port) == 2, "loopback guarded", Promised);
    }

    [Fact]
    public async Task Certificate_WrittenAnew_IsServedToNewConnections()
    {
        Fill();
        var server = await ServeAsync();
        var target = Own(Targets.Echo());
        var bob = await OpenTunnelAsync(server.Port, Bob, BobPassword, target);
        bob.ServerCertificate!.GetCertHashString(HashAlgorithmName.SHA256).ShouldBe(TestAuthority.Localhost.Fingerprint);
        var renewed = TestAuthority.Trusted.Issue(KeyKind.Rsa, "localhost");

        Old.WriteCertificate(renewed);
        await server.ReloadAsync();

        await using var next = await ProxyConnection.OpenNewAsync(server.Port);
        next.ServerCertificate!.GetCertHashString(HashAlgorithmName.SHA256).ShouldBe(renewed.Fingerprint);
        await AssertCarriesAsync(bob);
    }

    [Fact]
    public async Task Hangup_AfterAChangeThatNoClockShows_TakesIt()
    {
        Fill();
        var server = await ServeAsync();
        var written = File.GetLastWriteTimeUtc(Old.Xray);
        const string Other = "another-bob-word";
        Command.Secret(Other).Length.ShouldBe(BobPassword.Length, "the size must not show it either");
        var changed = Old.File("changed");
        await File.WriteAllTextAsync(changed, (await File.ReadAllTextAsync(Old.Xray)).Replace(BobPassword, Other, StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(changed, written);
        File.Move(changed, Old.Xray, overwrite: true);

        await server.ReloadAsync();

        (await CanLogInAsync(server.Port, Bob, Other)).ShouldBeTrue();
        (await CanLogInAsync(server.Port, Bob, BobPassword)).ShouldBeFalse();
    }
}
