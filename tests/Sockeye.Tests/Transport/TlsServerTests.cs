using System.Net.Sockets;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.Transport;

/// <summary>A TLS port against peers that are not ours.</summary>
public sealed class TlsServerTests
{
    private const string Ecdsa = "1.2.840.10045.2.1";
    private const string Rsa = "1.2.840.113549.1.1.1";

    public static TheoryData<string> Tls => Kinds.Tls;

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_ByServerName_ChoosesTheCertificate(string kind)
    {
        var first = TestCertificates.Issue("first.example");
        var second = TestCertificates.Issue("second.example", "also.example");
        var wild = TestCertificates.Issue("*.wild.example");
        using var server = Kinds.Provider(kind).CreateServer(new() { Certificates = [first, second, wild] });

        await ShouldSeeAsync("first.example", first);
        await ShouldSeeAsync("second.example", second);
        await ShouldSeeAsync("ALSO.Example", second);
        await ShouldSeeAsync("a.wild.example", wild);
        await ShouldSeeAsync("wild.example", first);
        await ShouldSeeAsync("a.b.wild.example", first);
        await ShouldSeeAsync("unknown.example", first);
        await ShouldSeeAsync(null, first);

        async Task ShouldSeeAsync(string? name, TlsCertificate expected)
        {
            var sight = await TlsPeers.VisitAsync(server, name);
            sight.Fault.ShouldBeNull();
            sight.Certificate.ShouldBe(expected.Leaf, $"for {name}");
            sight.Server.Channel!.Tls!.ServerName.ShouldBe(name, StringCompareShould.IgnoreCase);
        }
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_CertificateThatStandsBack_IsOfferedForItsOtherNamesOnly(string kind)
    {
        var first = TestCertificates.IssueRsa("both.example", "*.wild.example");
        var back = TestCertificates.Issue("both.example", "a.wild.example", "own.example") with { StandsBack = true };
        using var server = Kinds.Provider(kind).CreateServer(new() { Certificates = [first, back] });
        foreach (var name in (string?[])["both.example", "a.wild.example", "unknown.example", null])
        {
            (await TlsPeers.VisitAsync(server, name)).Certificate.ShouldBe(first.Leaf, $"for {name}");
        }

        (await TlsPeers.VisitAsync(server, "own.example")).Certificate.ShouldBe(back.Leaf);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_CertificateThatStandsBackFromOneOfNoName_IsNotTheDefault(string kind)
    {
        var first = TestCertificates.IssueRsa("192.0.2.7");
        var back = TestCertificates.Issue("own.example") with { StandsBack = true };
        using var server = Kinds.Provider(kind).CreateServer(new() { Certificates = [first, back] });

        (await TlsPeers.VisitAsync(server, null)).Certificate.ShouldBe(first.Leaf);
        (await TlsPeers.VisitAsync(server, "own.example")).Certificate.ShouldBe(back.Leaf);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_TwoAlgorithmsForOneName_HasBoth(string kind)
    {
        Kinds.Need(kind, "two-algorithms");
        var ec = TestCertificates.Issue("both.example");
        var rsa = TestCertificates.IssueRsa("both.example");
        using var server = Kinds.Provider(kind).CreateServer(new() { Certificates = [ec, rsa] });

        // A client of ours that knows no ECDSA signature is not to be had from SslStream: ask the library's own tool's way.
        (await OpenSslTool.KeyAlgorithmSeenAsync(server, "both.example", "ECDSA+SHA256")).ShouldBe(Ecdsa);
        (await OpenSslTool.KeyAlgorithmSeenAsync(server, "both.example", "RSA-PSS+SHA256")).ShouldBe(Rsa);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_RsaOnly_Works(string kind)
    {
        using var server = Kinds.Provider(kind).CreateServer(new() { Certificates = [TestCertificates.IssueRsa("rsa.example")] });

        var sight = await TlsPeers.VisitAsync(server, "rsa.example");

        sight.Fault.ShouldBeNull();
        sight.Algorithm.ShouldBe(Rsa);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_KnownApplicationProtocol_IsConfirmed(string kind)
    {
        Kinds.Need(kind, "known-alpn");
        using var server = Kinds.Provider(kind).CreateServer(
            new() { Certificates = [TestCertificates.Issue("a.example")], ApplicationProtocols = ["h2", "http/1.1"] });

        (await TlsPeers.VisitAsync(server, "a.example", ["http/1.1", "h2"])).Protocol.ShouldBe("h2");
        var sight = await TlsPeers.VisitAsync(server, "a.example", ["foo", "http/1.1"]);
        sight.Protocol.ShouldBe("http/1.1");
        sight.Server.Channel!.Tls!.ApplicationProtocol.ShouldBe("http/1.1");
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_UnknownOrNoApplicationProtocol_StillGetsThrough(string kind)
    {
        using var server = Kinds.Provider(kind).CreateServer(new() { Certificates = [TestCertificates.Issue("a.example")] });

        (await TlsPeers.VisitAsync(server, "a.example", ["socks", "x"])).ShouldSatisfyAllConditions(
            s => s.Fault.ShouldBeNull(), s => s.Protocol.ShouldBeNull(), s => s.Server.Channel!.Tls!.ApplicationProtocol.ShouldBeNull());
        (await TlsPeers.VisitAsync(server, "a.example")).Fault.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_Tls12Only_IsRefusedWithAReason(string kind)
    {
        using var server = Kinds.Provider(kind).CreateServer(new() { Certificates = [TestCertificates.Issue("a.example")] });

        var sight = await TlsPeers.VisitAsync(server, "a.example", versions: SslProtocols.Tls12);

        sight.Fault.ShouldNotBeNull();
        sight.Server.IsEstablished.ShouldBeFalse();
        sight.Server.End.ShouldBe(ChannelEnd.ProtocolError);
        sight.Server.Message.ShouldContain("unsupported protocol");
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_PlainHttp_IsNamed(string kind)
    {
        using var server = Kinds.Provider(kind).CreateServer(new() { Certificates = [TestCertificates.Issue("a.example")] });
        foreach (var request in new[] { "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "CONNECT a:1 HTTP/1.1\r\n\r\n" })
        {
            var (result, answer) = await TlsPeers.ThrowAtAsync(server, Encoding.ASCII.GetBytes(request));

            result.End.ShouldBe(ChannelEnd.ProtocolError);
            result.Message.ShouldBe("plain HTTP on a TLS port");
            answer.ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_PlainSocks_IsRefusedAtOnce(string kind)
    {
        using var server = Kinds.Provider(kind).CreateServer(new() { Certificates = [TestCertificates.Issue("a.example")] });

        var (result, answer) = await TlsPeers.ThrowAtAsync(server, [5, 1, 2]);

        result.End.ShouldBe(ChannelEnd.ProtocolError);
        result.Message.ShouldBe("not TLS");
        answer.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_GarbageInARecord_EndsWithAnAlertOnly(string kind)
    {
        using var server = Kinds.Provider(kind).CreateServer(new() { Certificates = [TestCertificates.Issue("a.example")] });
        var garbage = RandomNumberGenerator.GetBytes(300);

        var (result, answer) = await TlsPeers.ThrowAtAsync(server, [22, 3, 1, 1, 44, .. garbage]);

        result.IsEstablished.ShouldBeFalse();
        result.End.ShouldBe(ChannelEnd.ProtocolError);
        result.Message.ShouldNotBeEmpty();
        if (answer.Length > 0) answer[0].ShouldBe((byte)21);
        answer.Length.ShouldBeLessThanOrEqualTo(7);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_PeerGoesAway_IsClosed(string kind)
    {
        using var server = Kinds.Provider(kind).CreateServer(new() { Certificates = [TestCertificates.Issue("a.example")] });
        var (accepted, connected) = await Loopback.PairAsync();
        var accepting = server.AcceptAsync(accepted, default, TestContext.Current.CancellationToken).AsTask();
        connected.Dispose();

        var result = await accepting.Limited();

        result.End.ShouldBe(ChannelEnd.Closed);
        result.Message.ShouldContain("closed");
    }

    [Fact]
    public async Task Accept_ClientSaysNothingYet_TicketsCarryTheAcknowledgementAtOnce()
    {
        // Held back, they would leave a client with Nagle's delay waiting for our delayed acknowledgement before its first message.
        using var server = Kinds.Provider(Kinds.OpenSsl).CreateServer(new() { Certificates = [TestCertificates.Issue("localhost")] });
        var (accepted, connected) = await Loopback.PairAsync();
        var accepting = server.AcceptAsync(accepted, default, TestContext.Current.CancellationToken).AsTask();
        await using var ssl = new SslStream(new NetworkStream(connected, ownsSocket: true), false, (_, certificate, _, _) => certificate is not null);
        await ssl.AuthenticateAsClientAsync("localhost").Limited();
        await using var channel = (await accepting.Limited()).Channel!;

        (await connected.ReceiveAsync(new byte[1], SocketFlags.Peek).Limited()).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_Cancelled_Aborts(string kind)
    {
        using var server = Kinds.Provider(kind).CreateServer(new() { Certificates = [TestCertificates.Issue("a.example")] });
        var (accepted, connected) = await Loopback.PairAsync();
        using var peer = connected;
        using var cancellation = new CancellationTokenSource();
        var accepting = server.AcceptAsync(accepted, default, cancellation.Token).AsTask();
        accepting.IsCompleted.ShouldBeFalse();

        await cancellation.CancelAsync();

        (await accepting.Limited()).End.ShouldBe(ChannelEnd.Aborted);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_AfterFailedHandshakes_NothingOfThemGoesOut(string kind)
    {
        var provider = Kinds.Provider(kind);
        using var server = provider.CreateServer(new() { Certificates = [TestCertificates.Issue("a.example")] });
        for (var round = 0; round < 25; round++)
        {
            var (_, answer) = await TlsPeers.ThrowAtAsync(server, [22, 3, 1, 0, 5, 1, 0, 0, 1, 0]);
            answer.Length.ShouldBeLessThanOrEqualTo(7);
            (await TlsPeers.VisitAsync(server, "a.example", versions: SslProtocols.Tls12)).Server.IsEstablished.ShouldBeFalse();
            (await TlsPeers.VisitAsync(server, "a.example")).Fault.ShouldBeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_WithReadAhead_UsesIt(string kind)
    {
        using var server = Kinds.Provider(kind).CreateServer(new() { Certificates = [TestCertificates.Issue("a.example")] });
        var (accepted, connected) = await Loopback.PairAsync();
        using var client = Kinds.Provider(kind).CreateClient(
            new() { ServerName = "a.example", Authorities = [TestCertificates.Authority.Certificate] });
        var connecting = client.ConnectAsync(connected, TestContext.Current.CancellationToken).AsTask();
        var ahead = new byte[100];
        var count = await accepted.ReceiveAsync(ahead, System.Net.Sockets.SocketFlags.None).Limited();

        var result = await server.AcceptAsync(accepted, ahead.AsMemory(0, count), TestContext.Current.CancellationToken).Limited();

        result.Message.ShouldBe("");
        await using var serverChannel = result.Channel!;
        await using var clientChannel = (await connecting.Limited()).Channel!;
        await clientChannel.WriteAsync("ping"u8.ToArray()).Limited();
        (await serverChannel.ReadExactlyAsync(4)).ShouldBe("ping"u8.ToArray());
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_TwoHundredAtOnce_AllEstablished(string kind)
    {
        using var server = Kinds.Provider(kind).CreateServer(new() { Certificates = [TestCertificates.Issue("a.example")] });

        var sights = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => TlsPeers.VisitAsync(server, "a.example"))).Limited();

        sights.ShouldAllBe(s => s.Fault == null && s.Server.IsEstablished);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task ReplaceCertificates_WhileConnected_NewHandshakesSeeTheNewOne(string kind)
    {
        var old = TestCertificates.Issue("a.example");
        var next = TestCertificates.Issue("a.example");
        var provider = Kinds.Provider(kind);
        using var server = provider.CreateServer(new() { Certificates = [old] });
        var (accepted, connected) = await Loopback.PairAsync();
        using var client = provider.CreateClient(new() { ServerName = "a.example", Authorities = [TestCertificates.Authority.Certificate] });
        var accepting = server.AcceptAsync(accepted, default, TestContext.Current.CancellationToken).AsTask();
        await using var clientChannel = (await client.ConnectAsync(connected, TestContext.Current.CancellationToken).Limited()).Channel!;
        await using var serverChannel = (await accepting.Limited()).Channel!;

        server.ReplaceCertificates([next]);

        (await TlsPeers.VisitAsync(server, "a.example")).Certificate.ShouldBe(next.Leaf);
        await clientChannel.WriteAsync("still here"u8.ToArray()).Limited();
        (await serverChannel.ReadExactlyAsync(10)).ShouldBe("still here"u8.ToArray());
    }

    [Fact]
    public void CreateServer_KeyOfAnotherCertificate_SaysSo()
    {
        var one = TestCertificates.Issue("one.example");
        using var noKey = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(one.Leaf.RawData);

        Should.Throw<TlsConfigurationException>(() => Kinds.Provider(Kinds.OpenSsl).CreateServer(new() { Certificates = [new(noKey, [])] }))
            .Message.ShouldContain("private key");
        Should.Throw<TlsConfigurationException>(() => Kinds.Provider(Kinds.SslStream).CreateServer(new() { Certificates = [new(noKey, [])] }))
            .Message.ShouldContain("private key");
    }
}
