using System.Net;
using System.Text;
using Sockeye.Control.Configuration;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Configuration.Sections;

namespace Sockeye.Tests.Configuration;

/// <summary><c>acme[].dns</c> of each provider: what it gives, and every line that an operator reads where it is wrong.</summary>
public sealed class DnsSectionTests : IDisposable
{
    private const string KeyFile = """
        # made by tsig-keygen
        key "Sockeye-Key." {
            algorithm hmac-sha512; // a comment
            secret "MDEyMzQ1Njc4OWFi////MDEyMzQ1Njc4OQ==";
        };
        """;

    private const string Account = """{ "username": "u-1", "password": "p-secret", "fulldomain": "abc.auth.example", "subdomain": "abc", "allowfrom": [] }""";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Bind_NoDns_IsNull() => Read("{}").Options.ShouldBeNull();

    [Fact]
    public void Bind_Command_HasItsFullPathAndDefaults()
    {
        var hook = Write("hook", "#!/bin/sh\n", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var options = Read("""{ "dns": { "provider": "command", "command": "hook" } }""").Right();

        options.Provider.ShouldBe(new DnsCommandOptions(hook, TimeSpan.FromSeconds(120)));
        options.Propagation.Resolvers.ShouldBeEmpty();
        options.Propagation.Timeout.ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Bind_CommandThatMayNotBeExecuted_SaysSo()
    {
        var hook = _directory.Write("hook", "#!/bin/sh\n");

        Read("""{ "dns": { "provider": "command", "command": "hook" } }""").Lines.ShouldBe([$"dns.command: {hook} may not be executed; allow it with chmod +x"]);
    }

    [Fact]
    public void Bind_UpdateWithASecret_HasEverything()
    {
        var options = Read("""
            { "dns": { "provider": "rfc2136", "server": "ns1.example.com:5353", "zone": "Example.COM.", "ttl": "5m",
                       "tsig": { "name": "Key.", "secret": "MDEyMzQ1Njc4OWFiY2RlZg==" },
                       "propagation": { "resolvers": ["9.9.9.9", "[2620:fe::fe]:53", "2620:fe::9", "127.0.0.1:5300"], "timeout": "90s" } } }
            """).Right();

        var update = options.Provider.ShouldBeOfType<Rfc2136Options>();
        update.Server.ShouldBe(new DnsEndPoint("ns1.example.com", 5353));
        update.Zone.ShouldBe("example.com");
        update.KeyName.ShouldBe("key");
        update.Algorithm.ShouldBe("hmac-sha256");
        update.Secret.ShouldBe("0123456789abcdef"u8.ToArray());
        update.TimeToLive.ShouldBe(TimeSpan.FromMinutes(5));
        update.ToString().ShouldNotContain("0123456789abcdef");
        options.Propagation.Resolvers.Select(r => r.ToString()).ShouldBe(["9.9.9.9:53", "[2620:fe::fe]:53", "[2620:fe::9]:53", "127.0.0.1:5300"]);
        options.Propagation.Timeout.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public void Bind_UpdateWithAKeyFile_TakesNameAndAlgorithmFromIt()
    {
        _directory.Write("key", KeyFile);

        var read = Read("""{ "dns": { "provider": "rfc2136", "server": "192.0.2.1", "tsig": { "secretFile": "key" } } }""");

        var update = read.Right().Provider.ShouldBeOfType<Rfc2136Options>();
        (update.KeyName, update.Algorithm).ShouldBe(("sockeye-key", "hmac-sha512"));
        update.Secret.ShouldBe(Convert.FromBase64String("MDEyMzQ1Njc4OWFi////MDEyMzQ1Njc4OQ=="));
        update.Server.Port.ShouldBe(53);
        read.Warnings.Single().ShouldContain("every user of this machine may read it");
    }

    [Fact]
    public void Bind_KeyFileThatSaysSomethingElse_SaysWhat()
    {
        _directory.Write("key", KeyFile);

        Read("""{ "dns": { "provider": "rfc2136", "server": "192.0.2.1", "tsig": { "name": "other", "algorithm": "hmac-sha256", "secretFile": "key" } } }""").Lines.ShouldBe([
            """dns.tsig.name: the key file says "sockeye-key"; leave "name" out""",
            """dns.tsig.algorithm: the key file says "hmac-sha512"; leave "algorithm" out""",
        ]);
    }

    [Theory]
    [InlineData("""key "a" { algorithm hmac-sha256; };""", "the key file lacks its secret")]
    [InlineData("""key "a" { secret "MDEy"; };""", "the key file lacks its algorithm")]
    [InlineData("""zone "a" { };""", "this is no key file: expected key \"name\" { algorithm ...; secret \"...\"; };")]
    [InlineData("""key "a" { secret "MDEy"; }; key "b" { secret "MDEy"; };""", "the file holds several keys; it shall hold one")]
    [InlineData("""/* key "a" { algorithm hmac-sha256; secret "MDEy"; }; */""", "this is no key file: expected key \"name\" { algorithm ...; secret \"...\"; };")]
    [InlineData("""key "a" { algorithm hmac-sha256; secret "MDEy"; };""", "the secret has 3 bytes; 16 are needed at least: make one with tsig-keygen")]
    [InlineData("# nothing", "expected a file with the secret in base64, or a key file as tsig-keygen writes it")]
    public void Bind_FaultyKeyFile_SaysWhatItLacks(string content, string expected)
    {
        _directory.Write("key", content);

        Read("""{ "dns": { "provider": "rfc2136", "server": "192.0.2.1", "tsig": { "name": "a", "secretFile": "key" } } }""").Lines
            .ShouldBe(["dns.tsig.secretFile: " + expected]);
    }

    [Fact]
    public void Bind_AcmeDnsAccount_IsForEveryDomain()
    {
        _directory.Write("account.json", Account);

        var options = Read("""{ "dns": { "provider": "acme-dns", "url": "https://auth.example", "credentialsFile": "account.json" } }""").Right();

        var acmeDns = options.Provider.ShouldBeOfType<AcmeDnsOptions>();
        acmeDns.AccountFor("any.example").ShouldBe(new AcmeDnsAccount("u-1", "p-secret", "abc", "abc.auth.example"));
        acmeDns.AccountFor("any.example")!.ToString().ShouldNotContain("p-secret");
    }

    [Fact]
    public void Bind_AcmeDnsAccountsByDomain_AreKeptApart()
    {
        _directory.Write("account.json", $$"""{ "Example.com": {{Account}}, "example.net": {{Account.Replace("abc", "def", StringComparison.Ordinal)}} }""");

        var options = Read("""{ "dns": { "provider": "acme-dns", "url": "http://127.0.0.1:80", "credentialsFile": "account.json" } }""").Right();

        var acmeDns = options.Provider.ShouldBeOfType<AcmeDnsOptions>();
        acmeDns.AccountFor("example.com")!.Subdomain.ShouldBe("abc");
        acmeDns.AccountFor("EXAMPLE.net")!.Subdomain.ShouldBe("def");
        acmeDns.AccountFor("example.org").ShouldBeNull();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("""{ "username": "u" }""")]
    [InlineData("""{ "username": 1 }""")]
    [InlineData("""{ "example.com": { "username": "u", "password": 5, "fulldomain": "f", "subdomain": "s" } }""")]
    [InlineData("""{ "example.com": { "username": "a\nb", "password": "p", "fulldomain": "f", "subdomain": "s" } }""")]
    public void Bind_AcmeDnsFileThatIsNone_SaysWhatIsExpected(string content)
    {
        _directory.Write("account.json", content);

        Read("""{ "dns": { "provider": "acme-dns", "url": "https://auth.example", "credentialsFile": "account.json" } }""").Lines.Single()
            .ShouldContain("expected username, password, fulldomain and subdomain");
    }

    [Fact]
    public void Bind_CloudflareTokenFile_IsTrimmedAndHidden()
    {
        Write("token", "t0ken-_\n", UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var read = Read("""{ "dns": { "provider": "cloudflare", "tokenFile": "token" } }""");

        var cloudflare = read.Right().Provider.ShouldBeOfType<CloudflareOptions>();
        cloudflare.ShouldBe(new CloudflareOptions(new Uri("https://api.cloudflare.com/client/v4"), "t0ken-_"));
        cloudflare.ToString().ShouldNotContain("t0ken");
        read.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(UnixFileMode.OtherRead, 1)]
    [InlineData(UnixFileMode.None, 0)]
    public void Load_TokenInAFileThatOthersMayRead_IsAWarning(UnixFileMode others, int expected)
    {
        var file = Write(
            "sockeye.json", """{ "acme": [ { "tag": "a", "dns": { "provider": "cloudflare", "token": "t0ken" } } ] }""", others | UnixFileMode.UserRead | UnixFileMode.UserWrite);

        ConfigurationLoader.Load(file).Warnings.Count(w => w.Message.Contains("every user of this machine may read it")).ShouldBe(expected);
    }

    [Fact]
    public void Bind_OldAlgorithm_IsAWarning() =>
        Read("""{ "dns": { "provider": "rfc2136", "server": "::1", "tsig": { "name": "k", "algorithm": "hmac-sha1", "secret": "MDEyMzQ1Njc4OWFiY2RlZg==" } } }""")
            .Warnings.ShouldBe(["dns.tsig.algorithm: hmac-sha1 is old, and RFC 8945 advises against it; make a new key with tsig-keygen"]);

    [Theory]
    [InlineData("""{}""", """dns: "provider" is missing""")]
    [InlineData("""{ "provider": "route53" }""", """dns.provider: "route53" is not among command, rfc2136, acme-dns, cloudflare""")]
    [InlineData("""{ "provider": "command", "token": "x" }""", """
        dns: "command" is missing
        dns.token: the provider command has no "token"; it is for cloudflare
        """)]
    [InlineData("""{ "provider": "command", "command": "/dev", "timeout": "2h" }""", """
        dns.command: /dev is a directory; name a program
        dns.timeout: 2h is out of bounds: 1s to 1h
        """)]
    [InlineData("""{ "provider": "rfc2136", "server": "192.0.2.1:99999", "zone": "exa mple", "url": "x" }""", """
        dns: "tsig" is missing: updates without a signature are refused here, because whoever can send a packet could make them
        dns.server: expected a name server such as ns1.example.com, 192.0.2.1:53 or [2001:db8::1]:53, found "192.0.2.1:99999"
        dns.zone: expected a zone such as example.com, found "exa mple"
        dns.url: the provider rfc2136 has no "url"; it is for acme-dns and cloudflare
        """)]
    [InlineData("""{ "provider": "rfc2136", "server": "ns1", "tsig": { "secret": "not base64!" } }""", """
        dns.tsig: "name" is missing
        dns.tsig.secret: expected the secret in base64, as tsig-keygen gives it
        """)]
    [InlineData("""{ "provider": "rfc2136", "server": "ns1", "tsig": { "name": "k..k", "algorithm": "hmac-md5", "secret": "c2hvcnQ=" } }""", """
        dns.tsig.name: expected the key's name, such as sockeye-key, found "k..k"
        dns.tsig.algorithm: hmac-md5 is refused, as RFC 8945 forbids it for new keys; make one with tsig-keygen
        dns.tsig.secret: the secret has 5 bytes; 16 are needed at least: make one with tsig-keygen
        """)]
    [InlineData("""{ "provider": "rfc2136", "server": "ns1", "tsig": { "name": "k", "secret": "x", "secretFile": "y" } }""", """
        dns.tsig.secretFile: "secret" stands here too; keep one of both
        """)]
    [InlineData("""{ "provider": "acme-dns", "url": "http://auth.example.com" }""", """
        dns: "credentialsFile" is missing
        dns.url: over http the credentials would cross the network readable; use https, as in https://auth.acme-dns.example
        """)]
    [InlineData("""{ "provider": "cloudflare" }""", """dns: "token" or "tokenFile" is missing""")]
    [InlineData("""{ "provider": "cloudflare", "token": "to ken", "ttl": "5s" }""", """
        dns.token: expected an API token of Cloudflare and nothing else
        dns.ttl: the provider cloudflare has no "ttl"; it is for rfc2136
        """)]
    [InlineData("""{ "provider": "cloudflare", "token": "t", "propagation": { "resolvers": ["dns.example"], "timeout": "0s" } }""", """
        dns.propagation.resolvers[0]: expected the IP address of a resolver, with a port or without, such as 9.9.9.9:53 or [2620:fe::fe]:53, found "dns.example"
        dns.propagation.timeout: 0s is out of bounds: 1s to 1h
        """)]
    public void Bind_Faulty_TellsEveryFault(string dns, string expected)
    {
        var read = Read($$"""{ "dns": {{dns}} }""");

        read.Lines.Order().ShouldBe(expected.ReplaceLineEndings("\n").Split('\n').Order());
    }

    private string Write(string name, string content, UnixFileMode mode)
    {
        var path = _directory.Write(name, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }

        return path;
    }

    private Result Read(string text)
    {
        var context = new BindingContext("sockeye.json", _directory.Path, null, TimeProvider.System);
        var node = ConfigurationTextReader.Read(Encoding.UTF8.GetBytes(text), context).ShouldNotBeNull();
        var section = ConfigurationSection.Open(node, ConfigurationShapes.Acme, context).ShouldNotBeNull();
        var options = DnsSection.Bind(section);
        return new Result(options, Lines(context.Faults), Lines(context.Warnings));
    }

    private static List<string> Lines(IEnumerable<ConfigurationFault> faults) => [.. faults.Select(f => $"{f.Path}: {f.Message}")];

    private sealed record Result(DnsOptions? Options, List<string> Lines, List<string> Warnings)
    {
        public DnsOptions Right()
        {
            Lines.ShouldBeEmpty();
            return Options.ShouldNotBeNull();
        }
    }
}
