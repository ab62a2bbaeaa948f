using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Importing;

/// <summary>The seed's three files, run as they are with what they leave open put in: real clients through them.</summary>
public sealed class SeedTests : OldSystemTest
{
    /// <summary>Passwords beside what stands in the files: clear, and hashes that others made.</summary>
    public static TheoryData<string, string> Passwords => new()
    {
        { AlicePassword, AlicePassword },
        { "U*U", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW" },
        { "Hello world!", "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1" },
    };

    [Theory]
    [MemberData(nameof(Passwords))]
    public async Task Curl_WithAnAccountOfTheFiles_GoesWhereTheRulesSay(string password, string inTheFiles)
    {
        Old.Fill(Command.Secret(inTheFiles));
        Command.Secret(password);
        Old.AddAccount(Bob, BobPassword);
        var upstream = await StartUpstreamAsync(FreePort.Take());
        ExternalProxyForms.Define(Old, ExternalProxyForms.Xray, upstream.Port, Leaver);
        var server = await ServeAsync();
        server.Port.ShouldBe(Old.Port);
        var https = await OwnAsync(HttpTarget.StartAsync(TestAuthority.Localhost));
        var http = await OwnAsync(HttpTarget.StartAsync());

        (await CurlAsync(server.Port, Alice, password, $"{https.Url}/alice")).ShouldExit(0).Out.ShouldStartWith("GET /alice 0 ");
        await server.WaitForAccessLineAsync($" alice .* socks-in connect localhost:{https.Port} via external-proxy ");
        await upstream.WaitForAccessLineAsync($" leaver .* socks5 localhost:{https.Port} via direct ");

        (await CurlAsync(server.Port, Alice, password, $"{http.Url}/plain")).ShouldExit(0).Out.ShouldStartWith("GET /plain 0 ");
        await server.WaitForAccessLineAsync($" alice .* socks-in http localhost:{http.Port} via external-proxy .* upstream_request=");

        (await CurlAsync(server.Port, Bob, BobPassword, $"{https.Url}/bob")).ShouldExit(0).Out.ShouldStartWith("GET /bob 0 ");
        await server.WaitForAccessLineAsync($" bob .* via direct ");
        upstream.Output.Split($" localhost:{https.Port} ").Length.ShouldBe(2, "alice's, and not bob's");

        var stranger = await CurlAsync(server.Port, Alice, "wrong", $"{https.Url}/stranger");
        stranger.Out.ShouldEndWith(" 407 000");
        (await CanLogInAsync(server.Port, "carol", AlicePassword)).ShouldBeFalse();
        https.Requests.Select(request => request.Path).ShouldBe(["/alice", "/bob"]);
    }

    [Fact]
    public async Task Socks5OverTls_ByRealClients_GoesWhereTheRulesSay()
    {
        Fill();
        var upstream = await StartUpstreamAsync(FreePort.Take());
        ExternalProxyForms.Define(Old, ExternalProxyForms.Xray, upstream.Port, Leaver);
        var server = await ServeAsync();
        var target = await OwnAsync(HttpTarget.StartAsync());

        var v2ray = await OwnAsync(V2Ray.StartClientAsync(server.Port, Alice, AlicePassword));
        (await Curl.RunAsync("--socks5-hostname", $"127.0.0.1:{v2ray.Port}", $"{target.Url}/alice")).ShouldExit(0).Out.ShouldStartWith("GET /alice 0 ");
        await upstream.WaitForAccessLineAsync($" leaver .* localhost:{target.Port} ");

        var stunnel = await OwnAsync(Stunnel.StartClientAsync(server.Port));
        (await Curl.RunAsync("--socks5-hostname", $"127.0.0.1:{stunnel.Port}", "--proxy-user", $"{Bob}:{BobPassword}", $"{target.Url}/bob"))
            .ShouldExit(0).Out.ShouldStartWith("GET /bob 0 ");
        await server.WaitForAccessLineAsync($" bob .* socks-in socks5 localhost:{target.Port} via direct ");
        (await Curl.RunAsync("--socks5-hostname", $"127.0.0.1:{stunnel.Port}", "--proxy-user", $"{Bob}:wrong", $"{target.Url}/bob")).ShouldExit(97);
    }

    [Fact]
    public async Task Serve_OnTheFiles_OpensTheFrontendAloneAndTellsNoSecret()
    {
        Fill();
        ExternalProxyForms.Define(Old, ExternalProxyForms.Xray, FreePort.Take(), Leaver);
        var inner = FreePort.Take();
        Old.Change(Old.Haproxy, text => text.Replace(":10800", $":{inner}", StringComparison.Ordinal));
        Old.ChangeXray(xray => xray["inbounds"]![0]!["port"] = inner);
        var server = await ServeAsync();

        (await Poll.AcceptsAsync(inner)).ShouldBeFalse("the plain port between the two programs");
        await server.Process.WaitForLineAsync(new("runs on .*haproxy.cfg, .*xray_config.json, .*users.json: 2 users, 0 external proxies"));
        Command.AssertNoSecret(await File.ReadAllTextAsync($"/proc/{server.Process.Id}/cmdline"));
        (await Command.DoAsync("user", "list", "--json")).Out.Trim().ShouldBe("[]", "nobody of the files is stored, and no first user was made");
    }
}
