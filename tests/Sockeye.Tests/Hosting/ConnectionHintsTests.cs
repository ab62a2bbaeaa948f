using System.Net;
using Sockeye.Control.Configuration;
using Sockeye.Hosting;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Hosting;

/// <summary>What is printed to be copied works as it stands.</summary>
public sealed class ConnectionHintsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Print_LocalAuthority_NamesItsFileAndQuotesEverything()
    {
        var output = new StringWriter { NewLine = "\n" };
        ConnectionHints.Print(output, new ReachableInbound("in", "::1", 1080, IsTls: true, "/home/o'neill/ca.pem"), "zoë @home", "p:w/d");
        output.ToString().ShouldBe("""
            password: p:w/d   (shown once)

              curl --proxy https://zo%C3%AB%20%40home:p%3Aw%2Fd@[::1]:1080 --proxy-cacert '/home/o'\''neill/ca.pem' https://example.com/
              socks5s://zo%C3%AB%20%40home:p%3Aw%2Fd@[::1]:1080

            """);
    }

    [Fact]
    public void Print_WithoutTls_OffersNoTls()
    {
        var output = new StringWriter { NewLine = "\n" };
        ConnectionHints.Print(output, new ReachableInbound("in", "127.0.0.1", 1080, IsTls: false, null), "alice", "word");
        output.ToString().ShouldContain("  curl --proxy http://alice:word@127.0.0.1:1080 https://example.com/\n  socks5://alice:word@127.0.0.1:1080\n");
    }

    [Theory]
    [InlineData("0.0.0.0", null, "localhost")]
    [InlineData("::", null, "localhost")]
    [InlineData("192.0.2.7", null, "192.0.2.7")]
    [InlineData("192.0.2.7", "proxy.example", "proxy.example")]
    public void Reach_Host_IsWhatAClientCanUse(string listen, string? serverName, string host) =>
        ConnectionHints.Reach(InboundOptions.Default, new IPEndPoint(IPAddress.Parse(listen), 4321), "ca.pem", serverName)
            .ShouldBe(new ReachableInbound(InboundOptions.Default.Tag, host, 4321, IsTls: true, "ca.pem") { StoredTags = "default" });

    [Theory]
    [InlineData("proxy.example", "proxy.example", null)]
    [InlineData("*.proxy.example", "localhost", "ca.pem")]
    public void Reach_CertificateByAcme_IsByTheNameThatItWillBeFor(string certified, string host, string? authority)
    {
        var inbound = InboundOptions.Default with { Tls = new InboundTlsOptions(InboundTlsKind.Certificates, [], ["main"]) };
        var name = CertificateServerName.Of(inbound, [new AcmeOptions { Tag = "main", Names = [certified] }]);

        ConnectionHints.Reach(inbound, new IPEndPoint(IPAddress.Any, 443), "ca.pem", name)
            .ShouldBe(new ReachableInbound(inbound.Tag, host, 443, IsTls: true, authority) { StoredTags = "main" });
    }

    [Fact]
    public void Preferred_OneWithTls_ComesFirst()
    {
        var (plain, tls) = (new ReachableInbound("a", "h", 1, false, null), new ReachableInbound("b", "h", 2, true, null));
        ConnectionHints.Preferred([plain, tls]).ShouldBe(tls);
        ConnectionHints.Preferred([plain]).ShouldBe(plain);
        ConnectionHints.Preferred([]).ShouldBeNull();
    }

    [Fact]
    public void RunningServer_OnlyWhileItsLockIsHeld_IsFound()
    {
        IReadOnlyList<ReachableInbound> inbounds = [new("in", "localhost", 1080, true, "ca.pem")];
        RunningServer.Note(_directory.Path, inbounds);
        RunningServer.Find(_directory.Path).ShouldBeNull(); // left behind by a server that was killed
        DataDirectoryLock.TryAcquire(_directory.Path, out var held, out _).ShouldBeTrue();
        using (held)
        {
            RunningServer.Find(_directory.Path).ShouldBe(inbounds);
            File.WriteAllText(_directory.File("running.json"), "{ not json");
            RunningServer.Find(_directory.Path).ShouldBeNull();
            RunningServer.Forget(_directory.Path);
            RunningServer.Find(_directory.Path).ShouldBeNull();
        }
    }
}
