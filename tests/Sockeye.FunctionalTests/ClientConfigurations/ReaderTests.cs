using System.Text.Json;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.ClientConfigurations;

/// <summary>Programs that read what was written: v2ray moves data with it, others tell what they understood.</summary>
public sealed class ReaderTests : ConfigurationTest
{
    [Fact]
    public async Task V2Ray_WithTheOutboundOfXray_ReachesTheTarget()
    {
        var target = await OwnAsync(HttpTarget.StartAsync(TestAuthority.Localhost));
        var written = await File.ReadAllTextAsync(await WriteAsync("xray"));
        var outbound = (JsonObject)JsonNode.Parse(written, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!
            ["outbounds"]![0]!.DeepClone();

        var client = await OwnAsync(V2Ray.StartClientAsync(outbound));
        var result = await Curl.RunAsync("--socks5-hostname", $"127.0.0.1:{client.Port}", "--cacert", TestAuthority.Trusted.File, $"{target.Url}/v2ray");

        result.ShouldExit(0).Out.ShouldStartWith("GET /v2ray 0 ");
        await Server.WaitForAccessLineAsync($"socks5 localhost:{target.Port} via direct");
    }

    [Theory]
    [InlineData("gost")]
    [InlineData("mihomo")]
    public async Task Yaml_ReadByPyYaml_HasTheLogin(string format)
    {
        var file = await WriteAsync(format);

        var result = await PythonAsync("import json, sys, yaml\nprint(json.dumps(yaml.safe_load(open(sys.argv[1], encoding='utf-8'))))", file);

        var read = JsonNode.Parse(result.ShouldExit(0).Out)!;
        if (format == "gost")
        {
            var node = read["chains"]![0]!["hops"]![0]!["nodes"]![0]!;
            node["addr"]!.GetValue<string>().ShouldBe($"127.0.0.1:{Server.Port}");
            node["connector"]!["auth"]!["username"]!.GetValue<string>().ShouldBe(User);
            node["connector"]!["auth"]!["password"]!.GetValue<string>().ShouldBe(Password);
            node["dialer"]!["tls"]!["caFile"]!.GetValue<string>().ShouldBe(TestAuthority.Trusted.File);
            node["dialer"]!["tls"]!["secure"]!.GetValue<bool>().ShouldBeTrue();
            return;
        }

        var proxy = read["proxies"]![0]!;
        (proxy["username"]!.GetValue<string>(), proxy["password"]!.GetValue<string>()).ShouldBe((User, Password));
        (proxy["server"]!.GetValue<string>(), proxy["port"]!.GetValue<int>(), proxy["tls"]!.GetValue<bool>()).ShouldBe(("127.0.0.1", Server.Port, true));
        read["tls"]!["custom-certifactes"]![0]!.GetValue<string>().Trim().ShouldBe((await File.ReadAllTextAsync(TestAuthority.Trusted.File)).Trim());
    }

    [Fact]
    public async Task Pac_EvaluatedByNode_NamesTheProxyForAllButThisMachine()
    {
        var pac = await WriteAsync("pac");
        const string script = """
            const fs = require('fs'), vm = require('vm');
            const sandbox = { isPlainHostName: host => !host.includes('.') && !host.includes(':') };
            vm.runInNewContext(fs.readFileSync(process.argv[2], 'utf8'), sandbox);
            for (const host of process.argv.slice(3)) console.log(sandbox.FindProxyForURL(`https://${host}/`, host));
            """;

        var result = await ChildProcess.RunAsync(
            "node", RealProgram.Require("node"),
            [Folder.Write("pac.js", script), pac, "example.com", "192.0.2.1", "localhost", "127.0.0.1", "127.example.com", "::1", "2001:db8::1"]);

        var proxy = $"HTTPS 127.0.0.1:{Server.Port}";
        result.ShouldExit(0).Out.Split('\n').ShouldBe([proxy, proxy, "DIRECT", "DIRECT", proxy, "DIRECT", proxy]);
    }

    [Theory]
    [InlineData("qr-png")]
    [InlineData("qr-svg")]
    [InlineData("qr")]
    public async Task QrCode_ReadByZBar_IsTheAddress(string format)
    {
        var image = await WriteAsync(format);
        if (format == "qr-svg")
        {
            (await ChildProcess.RunAsync("rsvg-convert", RealProgram.Require("rsvg-convert"), [image, "-o", image + ".png"])).ShouldExit(0);
            image += ".png";
        }
        else if (format == "qr")
        {
            image = Folder.File("terminal.pgm");
            await File.WriteAllTextAsync(image, TerminalPicture.OfBlocks(await File.ReadAllTextAsync(Folder.File("qr"))));
        }

        var read = await ChildProcess.RunAsync("zbarimg", RealProgram.Require("zbarimg"), ["--raw", "--quiet", image]);

        var address = (await File.ReadAllTextAsync(await WriteAsync("url"))).Trim();
        read.ShouldExit(0).Out.Trim().ShouldBe(address);
        address.ShouldStartWith("socks5s://o%27B%20%22x%22%20%E5%90%8D:p%22a%27s%20");
    }

    [Fact]
    public async Task FirefoxPolicies_AsJson_NameThePacFileAndTheAuthority()
    {
        var policies = JsonNode.Parse(await File.ReadAllTextAsync(await WriteAsync("firefox")))!["policies"]!;

        policies["Proxy"]!["Mode"]!.GetValue<string>().ShouldBe("autoConfig");
        var url = policies["Proxy"]!["AutoConfigURL"]!.GetValue<string>();
        const string prefix = "data:application/x-ns-proxy-autoconfig,";
        url.ShouldStartWith(prefix);
        (await File.ReadAllTextAsync(await WriteAsync("pac"))).ShouldEndWith(Uri.UnescapeDataString(url[prefix.Length..]));
        policies["Certificates"]!["Install"]!.AsArray().Single()!.GetValue<string>().ShouldBe(TestAuthority.Trusted.File);
    }

    private static Task<ProgramResult> PythonAsync(string script, params string[] arguments) => ChildProcess.RunAsync(
        "python3", RealProgram.RequireFile("/usr/bin/python3", "/usr/lib/python3/dist-packages/yaml/__init__.py", "python3-yaml"), ["-c", script, .. arguments]);
}
