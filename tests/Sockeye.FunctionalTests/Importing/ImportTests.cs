using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Importing;

/// <summary><c>import</c> of the seed's files, and the server on what it stored.</summary>
public sealed class ImportTests : OldSystemTest
{
    private const string CarolPassword = "carols-own-word";

    [Fact]
    public async Task Serve_OnWhatWasImported_SendsAliceThroughTheProxyAndBobDirectly()
    {
        Fill();
        var port = FreePort.Take();
        ExternalProxyForms.Define(Old, ExternalProxyForms.Xray, port, Leaver);
        await Command.DoAsync(["import", .. Old.Options]);
        var server = await OwnAsync(SockeyeServer.StartAsync(Command, "--no-first-user"));
        server.Port.ShouldBe(Old.Port);
        var target = await OwnAsync(HttpTarget.StartAsync(TestAuthority.Localhost));

        (await CurlAsync(server.Port, Alice, AlicePassword, $"{target.Url}/down")).Out.ShouldBe(" 502 000");
        (await CurlAsync(server.Port, Bob, BobPassword, $"{target.Url}/bob")).ShouldExit(0).Out.ShouldEndWith(" 200 200");
        (await CurlAsync(server.Port, Alice, "wrong", $"{target.Url}/stranger")).Out.ShouldEndWith(" 407 000");
        target.Requests.ShouldHaveSingleItem().Path.ShouldBe("/bob");

        var upstream = await StartUpstreamAsync(port);
        (await CurlAsync(server.Port, Alice, AlicePassword, $"{target.Url}/alice")).ShouldExit(0).Out.ShouldEndWith(" 200 200");
        await upstream.WaitForAccessLineAsync($" leaver .* localhost:{target.Port} ");
    }

    [Fact]
    public async Task Import_Twice_ChangesNothingAndSaysSo()
    {
        Fill();
        Old.WriteExternalProxy(ExternalProxyForms.Entry("external-proxy", FreePort.Take(), Leaver));
        var written = await File.ReadAllBytesAsync(Command.ConfigurationFile);
        var first = (await Command.DoAsync(["import", .. Old.Options])).Out;
        first.ShouldContain("user alice: added");
        first.ShouldContain("user bob: added");
        first.ShouldContain("upstream external-proxy: added");
        first.ShouldContain($"{Command.ConfigurationFile}: written");
        var configuration = await File.ReadAllBytesAsync(Command.ConfigurationFile);
        configuration.ShouldNotBe(written);
        File.GetUnixFileMode(Command.ConfigurationFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await File.ReadAllBytesAsync(Command.ConfigurationFile + ".original")).ShouldBe(written, "what the operator wrote is kept");
        File.GetUnixFileMode(Command.ConfigurationFile + ".original").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var folder = FolderPicture.Take(Path.GetDirectoryName(Command.ConfigurationFile)!).Where(line => !line.Contains("sockeye.db", StringComparison.Ordinal)).ToList();

        var second = (await Command.DoAsync(["import", .. Old.Options.Chunk(2).Reverse().SelectMany(pair => pair)])).Out;

        second.ShouldContain("user alice: unchanged");
        second.ShouldContain("user bob: unchanged");
        second.ShouldContain("upstream external-proxy: unchanged");
        second.ShouldContain($"{Command.ConfigurationFile}: unchanged");
        FolderPicture.Take(Path.GetDirectoryName(Command.ConfigurationFile)!).Where(line => !line.Contains("sockeye.db", StringComparison.Ordinal)).ShouldBe(folder);
    }

    [Fact]
    public async Task DryRun_BeforeAnyImport_LeavesNothingBehind()
    {
        Fill();
        var before = FolderPicture.Take(Path.GetDirectoryName(Command.ConfigurationFile)!);

        var report = (await Command.DoAsync(["import", "--dry-run", .. Old.Options])).Out;

        report.ShouldContain("user alice: added");
        report.ShouldContain($"{Command.ConfigurationFile}: would be written");
        report.ShouldContain("nothing was changed");
        Directory.Exists(Command.DataDirectory).ShouldBeFalse();
        FolderPicture.Take(Path.GetDirectoryName(Command.ConfigurationFile)!).ShouldBe(before);
    }

    [Fact]
    public async Task DryRun_AfterAnImportAndAChange_ToldAndNotDone()
    {
        Fill();
        await Command.DoAsync(["import", .. Old.Options]);
        var before = FolderPicture.Take(Path.GetDirectoryName(Command.ConfigurationFile)!);
        Old.ChangeXray(xray => OldSystem.Accounts(xray)[1]!["pass"] = Command.Secret("another-word-of-bob"));
        Old.AddAccount("carol", "carols-first-word");

        var report = (await Command.DoAsync(["import", "--dry-run", .. Old.Options])).Out;

        report.ShouldContain("user bob: changed (password)");
        report.ShouldContain("user carol: added");
        FolderPicture.Take(Path.GetDirectoryName(Command.ConfigurationFile)!).ShouldBe(before);
    }

    [Fact]
    public async Task Import_AsJson_IsOneDocumentWithEveryFieldOfTheFiles()
    {
        Fill();

        var report = JsonNode.Parse((await Command.DoAsync(["import", "--json", .. Old.Options])).Out)!;

        report["valid"]!.GetValue<bool>().ShouldBeTrue();
        report["configuration"]!.GetValue<string>().ShouldBe(Command.ConfigurationFile);
        var paths = report["notes"]!.AsArray().Select(note => note!["path"]!.GetValue<string>()).ToList();
        foreach (var path in (string[])["inbounds[0].settings.udp", "inbounds[0].settings.accounts[0].pass", "routing.rules[1]", "users[0].socks_password"])
        {
            paths.ShouldContain(path, report.ToJsonString());
        }

        report["changes"]!.AsArray().Select(change => $"{change!["kind"]} {change["name"]} {change["action"]}").ShouldBe(["user alice added", "user bob added"]);

        Old.ChangeXray(xray => OldSystem.Accounts(xray)[0]!["pass"] = 7);
        var refused = JsonNode.Parse((await Command.RunAsync(["import", "--json", .. Old.Options])).ShouldExit(2).Out)!;
        refused["valid"]!.GetValue<bool>().ShouldBeFalse();
        refused["notes"]!.AsArray().ShouldContain(note => note!["outcome"]!.GetValue<string>() == "refused");
    }

    [Fact]
    public async Task Import_OfFilesThatMayOnlyBeRead_LeavesThemUntouched()
    {
        Fill();
        var folder = Path.GetDirectoryName(Old.Xray)!;
        foreach (var file in (string[])[Old.Haproxy, Old.Xray, Old.Users])
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        }

        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var before = FolderPicture.Take(folder);
        try
        {
            await Command.DoAsync(["import", .. Old.Options]);
            FolderPicture.Take(folder).ShouldBe(before);
        }
        finally
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Import_OfUsersAlone_LeavesTheConfigurationAsItIs()
    {
        Fill();
        var before = await File.ReadAllTextAsync(Command.ConfigurationFile);

        var report = (await Command.DoAsync("import", "--users", Old.Users)).Out;

        report.ShouldContain("user alice: added");
        report.ShouldNotContain(Command.ConfigurationFile);
        (await File.ReadAllTextAsync(Command.ConfigurationFile)).ShouldBe(before);
    }

    [Fact]
    public async Task Import_OfOtherRulesWhileAServerRuns_IsRefusedAndLetsNobodyIn()
    {
        Fill();
        await Command.DoAsync(["import", .. Old.Options]);
        var server = await OwnAsync(SockeyeServer.StartAsync(Command, "--no-first-user"));
        var before = await File.ReadAllTextAsync(Command.ConfigurationFile);
        Old.AddAccount("carol", Command.Secret(CarolPassword));
        Old.ChangeXray(xray => xray["routing"]!["rules"]![0]!["outboundTag"] = "block");

        var refused = (await Command.RunAsync(["import", .. Old.Options])).ShouldExit(1);

        refused.Error.ShouldContain("stop it, import, and start it again");
        (await File.ReadAllTextAsync(Command.ConfigurationFile)).ShouldBe(before);
        (await CanLogInAsync(server.Port, "carol", CarolPassword)).ShouldBeFalse();
        (await CanLogInAsync(server.Port, Bob, BobPassword)).ShouldBeTrue();
    }

    [Fact]
    public async Task Import_OverAConfigurationThatSomebodyChanged_IsRefusedUnlessToldTo()
    {
        Fill();
        await Command.DoAsync(["import", .. Old.Options]);
        var changed = (await File.ReadAllTextAsync(Command.ConfigurationFile)).Replace($":{Old.Port}\"", $":{Old.Port + 1}\"", StringComparison.Ordinal);
        Command.ConfigureText(changed);

        var refused = (await Command.RunAsync(["import", .. Old.Options])).ShouldExit(2);
        refused.Error.ShouldContain("was changed since; say --overwrite");
        (await File.ReadAllTextAsync(Command.ConfigurationFile)).ShouldBe(changed);

        (await Command.DoAsync(["import", "--overwrite", .. Old.Options])).Out.ShouldContain($"stands in {Command.ConfigurationFile}.before-import");
        (await File.ReadAllTextAsync(Command.ConfigurationFile)).ShouldContain($":{Old.Port}\"");
        (await File.ReadAllTextAsync(Command.ConfigurationFile + ".before-import")).ShouldBe(changed);
    }
}
