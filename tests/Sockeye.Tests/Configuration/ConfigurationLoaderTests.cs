using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Outbounds;
using Sockeye.Tests.Certificates;

namespace Sockeye.Tests.Configuration;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ConfigurationLoaderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Load_WithoutFile_GivesTheDefaults()
    {
        var options = ConfigurationLoader.Load(null).Options.ShouldNotBeNull();

        var inbound = options.Inbounds.ShouldHaveSingleItem();
        inbound.Tag.ShouldBe("socks-in");
        inbound.Listen.Port.ShouldBe((ushort)1080);
        inbound.Listen.IsLoopback.ShouldBeFalse();
        inbound.Protocols.ShouldBe(InboundProtocols.Socks5 | InboundProtocols.Http);
        inbound.Tls.Kind.ShouldBe(InboundTlsKind.LocalAuthority);
        options.Routing.Default.ShouldBe("direct");
        options.Timeouts.ShouldBe(new TimeoutOptions());
        options.Admin.Listen!.ToString().ShouldBe("127.0.0.1:1090");
        options.Admin.IsChosen.ShouldBeFalse();
        options.Log.ShouldBe(new LogOptions { Format = LogFormat.Text, Access = true });
        options.File.ShouldBeNull();
    }

    [Fact]
    public void Parse_EmptyObject_EqualsTheDefaults()
    {
        var options = Parse("{}").Options.ShouldNotBeNull();

        options.Inbounds.ShouldBe([InboundOptions.Default]);
        options.Tls.Provider.ShouldBe(TlsProviderChoice.Auto);
        options.Limits.Connections.ShouldBeNull();
    }

    [Fact]
    public void Parse_Example_GivesWhatItSays()
    {
        WriteCertificates();

        var result = Parse(Example.Served);

        result.Faults.ShouldBeEmpty();
        var options = result.Options.ShouldNotBeNull();
        var inbound = options.Inbounds.ShouldHaveSingleItem();
        inbound.Listen.ToString().ShouldBe("0.0.0.0:1080");
        inbound.Tls.Certificates.ShouldBe([new CertificateFileOptions(_directory["fullchain.pem"], _directory["privkey.pem"])]);
        inbound.ProxyProtocolFrom.Count.ShouldBe(1);
        inbound.Place.Path.ShouldBe("inbounds[0]");
        inbound.Place.Line.ShouldBe(3);
        var outbound = options.Outbounds.ShouldHaveSingleItem();
        outbound.Tag.ShouldBe("external-proxy");
        outbound.Url.Host.ShouldBe("proxy.example");
        outbound.Tls.ServerName.ShouldBe("proxy.example");
        outbound.Tls.CertificateAuthority.ShouldBe(_directory["ca.pem"]);
        var rule = options.Routing.Rules.ShouldHaveSingleItem();
        (rule.Name, rule.Outbound).ShouldBe(("routing.rules[0]", "external-proxy"));
        rule.Inbounds.ShouldBe(["socks-in"]);
        rule.Users.ShouldBe(["alice"]);
        options.Guard.AllowPrivateNetworks.Count.ShouldBe(1);
        options.Timeouts.ShouldBe(new TimeoutOptions(), "the example shows the defaults");
        options.Admin.ShouldBe(new AdminOptions { IsChosen = true }, "the example shows the defaults");
        options.Log.ShouldBe(new LogOptions(), "the example shows the defaults");
    }

    [Fact]
    public void Parse_Fallback_IsReadAndBlockUnlessSaid()
    {
        var result = Parse("""
            { "outbounds": [ { "tag": "a", "url": "socks5://192.0.2.1:1" }, { "tag": "b", "url": "http://192.0.2.1:1", "fallback": "direct" } ] }
            """);

        result.Options.ShouldNotBeNull().Outbounds.Select(o => o.Fallback).ShouldBe([UpstreamFallback.Block, UpstreamFallback.Direct]);
    }

    [Fact]
    public void Parse_Bind_IsReadAndOffUnlessEnabled()
    {
        const string Text = """
            { "inbounds": [
              { "tag": "on", "listen": "127.0.0.1:1", "bind": { "enabled": true, "advertise": "203.0.113.7", "ports": "41000-41999", "timeout": "2m" } },
              { "tag": "off", "listen": "127.0.0.1:2", "bind": { "ports": "41000" } },
              { "tag": "none", "listen": "127.0.0.1:3" }
            ] }
            """;

        var result = Parse(Text);

        result.Faults.ShouldBeEmpty();
        result.Options.ShouldNotBeNull().Inbounds.Select(inbound => inbound.Bind).ShouldBe(
        [
            new BindOptions { Advertise = IPAddress.Parse("203.0.113.7"), Ports = new(41000, 41999), Timeout = TimeSpan.FromMinutes(2) }, null, null,
        ]);
    }

    [Fact]
    public void Parse_WholeExample_LacksOnlyTheFilesThatItNames()
    {
        WriteCertificates();

        var result = Parse(Example.Whole);

        result.Faults.Select(f => f.Path).ShouldBe(["acme[0].directoryAuthority", "acme[0].dns.command"]);
        result.Faults.ShouldAllBe(f => f.Message.Contains("does not exist"));
    }

    [Fact]
    public void Parse_ExampleCutAnywhere_NeverThrows()
    {
        WriteCertificates();
        for (var length = 0; length < Example.Whole.Length; length++)
        {
            var result = Parse(Example.Whole[..length]);
            result.IsValid.ShouldBeFalse();
            result.Faults.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Parse_ExampleWithAnyPartReplaced_NeverThrows()
    {
        WriteCertificates();
        string[] pieces = ["", "{", "}", "[", "]", ",", ":", "\"", "null", "1", "-", "true", "\"\"", "\\u0000", "\ud800", "\0", "\n", "é", "//", "/*"];
        Gen.Select(Gen.Int[0, Example.Whole.Length], Gen.Int[0, 40], Gen.Int[0, pieces.Length - 1].Select(i => pieces[i])).Sample(
            (at, length, piece) =>
            {
                var text = Example.Whole[..at] + piece + Example.Whole[Math.Min(at + length, Example.Whole.Length)..];
                var result = Parse(text);
                result.IsValid.ShouldBe(result.Faults.Count == 0);
                foreach (var fault in result.Faults)
                {
                    fault.ToString().ShouldNotContain('\n');
                }
            },
            iter: 2000,
            threads: 1);
    }

    [Fact]
    public void Parse_ExampleWithOneValueOfTheWrongKind_TellsItsPlace()
    {
        WriteCertificates();
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        var paths = Values(JsonNode.Parse(Example.Whole, null, options)!, "").Where(v => v.Path.Length > 0).ToList();
        paths.Count.ShouldBeGreaterThan(60);

        for (var i = 0; i < paths.Count; i++)
        {
            var root = JsonNode.Parse(Example.Whole, null, options)!;
            var (path, value) = Values(root, "").Where(v => v.Path.Length > 0).ElementAt(i);

            // No value of the example is a number.
            value.ReplaceWith(7);

            Parse(root.ToJsonString()).Faults.ShouldContain(f => f.Path == path && f.Message.EndsWith("found a number"), path);
        }
    }

    [Fact]
    public void Parse_AdminOnTheDefaultInbound_IsAFault() =>
        Parse("""{ "admin": { "listen": "127.0.0.1:1080" } }""").Faults.ShouldHaveSingleItem().Path.ShouldBe("admin");

    [Fact]
    public void Load_FileThatIsNotThere_IsOneFault() =>
        Load("missing.json").ShouldBe([$"{_directory["missing.json"]}: the file does not exist"]);

    [Fact]
    public void Load_Directory_IsOneFault() =>
        ConfigurationLoader.Load(_directory.Path).Faults.ShouldHaveSingleItem().Message.ShouldBe("this is a directory; a file is needed");

    [Fact]
    public void Load_EndlessFile_IsOneFault() =>
        ConfigurationLoader.Load("/dev/zero").Faults.ShouldHaveSingleItem().Message.ShouldBe("the file is longer than 64 MiB");

    [Fact]
    public void Load_NotUtf8_IsOneFault()
    {
        File.WriteAllBytes(_directory["sockeye.json"], [(byte)'{', 0xff, (byte)'}']);

        Load("sockeye.json").ShouldBe([$"{_directory["sockeye.json"]}: the file is not UTF-8"]);
    }

    [Fact]
    public void Load_WithByteOrderMark_IsRead()
    {
        File.WriteAllBytes(_directory["sockeye.json"], [0xef, 0xbb, 0xbf, .. "{}"u8]);

        Load("sockeye.json").ShouldBeEmpty();
    }

    [Fact]
    public void Parse_ColumnBehindOtherCharacters_CountsCharacters() =>
        Parse("{ \"log\": /* ééé */ 1 }").Faults.ShouldHaveSingleItem().Column.ShouldBe(20);

    [Fact]
    public void Parse_RuleToUpstreamOfTheDatabase_IsAccepted()
    {
        const string Text = """{ "routing": { "default": "berlin" } }""";

        ConfigurationLoader.Parse(Text, _directory["sockeye.json"], ["berlin"]).IsValid.ShouldBeTrue();
        ConfigurationLoader.Parse(Text, _directory["sockeye.json"], null).IsValid.ShouldBeTrue("unknown upstreams can't be judged");
        ConfigurationLoader.Parse(Text, _directory["sockeye.json"], ["berlim"]).Faults.ShouldHaveSingleItem()
            .Message.ShouldBe("no outbound is called \"berlin\"; did you mean \"berlim\"?");
    }

    [Fact]
    public void Parse_NearMissWithUnknownUpstreams_Warns() =>
        ConfigurationLoader.Parse("""{ "routing": { "default": "dirct" } }""", _directory["sockeye.json"])
            .Warnings.ShouldHaveSingleItem().Message.ShouldContain("did you mean \"direct\"?");

    [Fact]
    public void Parse_OutboundNamedAsAnUpstream_Warns()
    {
        var result = ConfigurationLoader.Parse(
            """{ "outbounds": [ { "tag": "berlin", "url": "socks5://h.example:1080" } ] }""", _directory["sockeye.json"], ["berlin"]);

        result.IsValid.ShouldBeTrue();
        result.Warnings.ShouldHaveSingleItem().Path.ShouldBe("outbounds[0].tag");
    }

    [Fact]
    public void Parse_AdminNone_ListensNowhere() =>
        Parse("""{ "admin": { "listen": "none" } }""").Options!.Admin.Listen.ShouldBeNull();

    [Fact]
    public void Parse_ExpiredCertificate_WarnsWithPlace()
    {
        WriteCertificates();
        var late = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TestCertificates.Until.AddDays(1));

        var result = ConfigurationLoader.Parse(Example.Served, _directory["sockeye.json"], [], late);

        result.IsValid.ShouldBeTrue();
        var warning = result.Warnings.ShouldHaveSingleItem();
        warning.Path.ShouldBe("inbounds[0].tls.certificates[0].certificate");
        warning.Message.ShouldContain("expired on 2030-01-01");
    }

    [Theory]
    [InlineData(0b110_100_100, 1)]
    [InlineData(0b110_100_000, 0)]
    public void Load_PasswordInAFileThatEveryoneReads_Warns(int mode, int warnings)
    {
        var file = _directory.Write("sockeye.json", """{ "outbounds": [ { "tag": "a", "url": "socks5s://user:pass@h.example:1080" } ] }""");
        File.SetUnixFileMode(file, (UnixFileMode)mode);

        ConfigurationLoader.Load(file).Warnings.Count.ShouldBe(warnings);
    }

    [Fact]
    public void Parse_PasswordInFaultyUrl_IsNotRepeated()
    {
        var result = Parse("""{ "outbounds": [ { "tag": "a", "url": "gopher://user:hunter2@h.example:1" } ] }""");

        result.Faults.ShouldHaveSingleItem().ToString().ShouldNotContain("hunter2");
    }

    private static IEnumerable<(string Path, JsonNode Value)> Values(JsonNode node, string path) => (node switch
    {
        JsonObject o => o.SelectMany(p => Values(p.Value!, path.Length == 0 ? p.Key : $"{path}.{p.Key}")),
        JsonArray a => a.SelectMany((item, i) => Values(item!, $"{path}[{i}]")),
        _ => [],
    }).Prepend((path, node));

    private ConfigurationResult Parse(string text) => ConfigurationLoader.Parse(text, _directory["sockeye.json"], []);

    private IEnumerable<string> Load(string name) => ConfigurationLoader.Load(_directory[name]).Faults.Select(f => f.ToString());

    private void WriteCertificates()
    {
        using var leaf = TestCertificates.Leaf();
        _directory.Write("fullchain.pem", TestCertificates.Pem(leaf));
        _directory.Write("privkey.pem", TestCertificates.KeyPem(leaf));
        using var root = TestCertificates.Root();
        _directory.Write("ca.pem", TestCertificates.Pem(root));
    }
}
