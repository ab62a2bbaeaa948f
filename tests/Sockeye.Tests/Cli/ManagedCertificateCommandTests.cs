using System.Security.Cryptography.X509Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.Cli;

/// <summary>The commands of <c>cert</c> where the configuration has <c>acme</c>; nobody is asked for a certificate here.</summary>
[Collection(CliTests.Name)]
public sealed class ManagedCertificateCommandTests : IDisposable
{
    private readonly CliHarness _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Import_ForATagOfAcme_ForgetsWhatWasNotedOfTheOneBefore()
    {
        ConfigureAcme();
        var state = _cli.Write("acme-state", "{}");
        Directory.CreateDirectory(Path.Combine(_cli.Data, "acme", "certificates"));
        File.Move(state, StateFile);

        (await _cli.RunAsync("cert", "import", WritePair(), "--tag", "main")).ShouldSucceed().Out.ShouldContain("socks-in, from the next start on");

        File.Exists(StateFile).ShouldBeFalse();
    }

    [Fact]
    public async Task Import_WhileTheServerLooksAtIt_WaitsForThat()
    {
        ConfigureAcme();
        Task<CliResult> import;
        using (new FileCertificateStore(_cli.Data).TryLock(StoredCertificate.LockOf("main")))
        {
            import = _cli.RunAsync("cert", "import", WritePair(), "--tag", "main");
            import.IsCompleted.ShouldBeFalse();
        }

        (await import).ShouldSucceed().Out.ShouldContain("certificate main imported");
    }

    [Fact]
    public async Task Remove_ATagOfAcme_SaysThatItComesBack()
    {
        ConfigureAcme();
        (await _cli.RunAsync("cert", "import", WritePair(), "--tag", "main")).ShouldSucceed();
        (await _cli.RunAsync("cert", "import", WritePair(), "--tag", "other")).ShouldSucceed();

        var output = (await _cli.RunAsync("cert", "remove", "main")).ShouldSucceed().Out;

        output.ShouldContain("it is issued again at the next start of the server");
        output.ShouldContain("sockeye cert issue main");
        (await _cli.RunAsync("cert", "remove", "other")).ShouldSucceed().Out.ShouldBe("certificate other removed\n");
    }

    [Theory]
    [InlineData(3, "a1.example, a2.example, a3.example  ")]
    [InlineData(4, "a1.example, a2.example +2  ")]
    public async Task Status_ManyNames_AreShortenedInTheTableOnly(int count, string shown)
    {
        string[] names = [.. Enumerable.Range(1, count).Select(i => $"a{i}.example")];
        ConfigureAcme(names);

        (await _cli.RunAsync("cert", "status")).ShouldSucceed().Out.ShouldContain(shown);
        (await _cli.RunAsync("cert", "status", "--json")).ShouldSucceed().Json[0].GetProperty("names").EnumerateArray().Select(n => n.GetString()).ShouldBe(names);
    }

    [Theory]
    [InlineData("issue")]
    [InlineData("renew")]
    public async Task Issue_WhatIsNotConfigured_IsWrongUsage(string verb)
    {
        (await _cli.RunAsync("cert", verb)).ShouldFail(2).ShouldContain("no certificate under \"acme\"");

        ConfigureAcme();
        (await _cli.RunAsync("cert", verb, "other")).ShouldFail(2).ShouldBe("no certificate of \"acme\" is called \"other\"; there is: main");
    }

    [Fact]
    public async Task Issue_TlsAlpnWithoutAnInboundOfTls_IsWrongUsage()
    {
        _cli.Configure("""{ "inbounds": [ { "listen": "127.0.0.1:0", "tls": "none" } ], "acme": [ { "tag": "main", "names": [ "proxy.example" ] } ] }""");
        (await _cli.RunAsync("cert", "issue")).ShouldFail(2).ShouldContain("tls-alpn-01 is answered on an inbound with TLS");
    }

    [Fact]
    public async Task Renew_ForcedWhileTheServerOnlyLooks_StillAsksTheAuthority()
    {
        // Nobody listens there, which is how it is seen that it was asked.
        _cli.Configure("""
            {
              "inbounds": [ { "tag": "socks-in", "listen": "127.0.0.1:0", "tls": { "acme": "main" } } ],
              "acme": [ { "tag": "main", "names": [ "proxy.example" ], "directory": "https://localhost:9/directory" } ]
            }
            """);
        (await _cli.RunAsync("cert", "import", WritePair(), "--tag", "main")).ShouldSucceed();
        Task<CliResult> renew;
        using (new FileCertificateStore(_cli.Data).TryLock(StoredCertificate.LockOf("main")))
        {
            renew = _cli.RunAsync("cert", "renew", "--force", "main");
            renew.IsCompleted.ShouldBeFalse();
        }

        (await renew).ShouldFail(1).ShouldStartWith("main: localhost:9: ");
    }

    private string StateFile => Path.Combine(_cli.Data, "acme", "certificates", "main.json");

    private void ConfigureAcme(params string[] names) => _cli.Configure($$"""
        {
          "inbounds": [ { "tag": "socks-in", "listen": "127.0.0.1:0", "tls": { "acme": "main" } } ],
          "acme": [ { "tag": "main", "names": [ {{string.Join(", ", names.DefaultIfEmpty("proxy.example").Select(n => $"\"{n}\""))}} ] } ]
        }
        """);

    private string WritePair()
    {
        var leaf = TestCertificates.SelfSigned("proxy.example").Leaf;
        return _cli.Write("pair.pem", leaf.ExportCertificatePem() + "\n" + leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
