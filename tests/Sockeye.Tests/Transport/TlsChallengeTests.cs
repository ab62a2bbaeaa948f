using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Engine.Transport.Tls.SslStreams;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.Transport;

/// <summary>Authorities' challenges on a port that has clients too (RFC 8737).</summary>
public sealed class TlsChallengeTests
{
    private const string AcmeTls = "acme-tls/1";

    private readonly TlsCertificate _ordinary = TestCertificates.Issue("a.example");
    private readonly TlsCertificate _answer = TestCertificates.SelfSigned("a.example");

    public static TheoryData<string> Tls => Kinds.Tls;

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Challenge_ForAWaitingName_IsAnsweredAndClosed(string kind)
    {
        using var server = Server(kind);

        var sight = await TlsPeers.VisitAsync(server, "a.example", [AcmeTls]);

        sight.Fault.ShouldBeNull();
        sight.Certificate.ShouldBe(_answer.Leaf);
        sight.Protocol.ShouldBe(AcmeTls);
        sight.Server.ShouldSatisfyAllConditions(
            s => s.IsChallenge.ShouldBeTrue(), s => s.IsEstablished.ShouldBeFalse(), s => s.Message.ShouldBe("a.example"));
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Challenge_AfterTheHandshake_EndsWithCloseNotify(string kind)
    {
        using var server = Server(kind);
        var (accepted, connected) = await Loopback.PairAsync();
        var accepting = server.AcceptAsync(accepted, default, TestContext.Current.CancellationToken).AsTask();
        await using var ssl = new SslStream(new NetworkStream(connected, ownsSocket: true), false, (_, c, _, _) => c is not null);
        await ssl.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "a.example", ApplicationProtocols = [new(AcmeTls)] }).Limited();

        (await ssl.ReadAsync(new byte[1], TestContext.Current.CancellationToken).Limited()).ShouldBe(0);
        (await connected.ReceiveAsync(new byte[1], SocketFlags.None).Limited()).ShouldBe(0);
        (await accepting.Limited()).IsChallenge.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Challenge_NameInUpperCase_IsTheSame(string kind)
    {
        using var server = Server(kind);

        (await TlsPeers.VisitAsync(server, "A.Example", [AcmeTls])).ShouldSatisfyAllConditions(
            s => s.Certificate.ShouldBe(_answer.Leaf), s => s.Protocol.ShouldBe(AcmeTls), s => s.Server.Message.ShouldBe("a.example"));
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Challenge_AmongOtherProtocols_IsChosen(string kind)
    {
        using var server = Server(kind);

        var sight = await TlsPeers.VisitAsync(server, "a.example", ["http/1.1", AcmeTls]);

        sight.Protocol.ShouldBe(AcmeTls);
        sight.Server.IsChallenge.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Challenge_WhereTheWaitingNameHasACertificateOfItsOwn_IsAnsweredAllTheSame(string kind)
    {
        // The second name has a context of its own in libssl, to which SNI would switch.
        var other = TestCertificates.Issue("b.example");
        var answer = TestCertificates.SelfSigned("b.example");
        using var server = Kinds.Provider(kind).CreateServer(
            new() { Certificates = [_ordinary, other], ChallengeCertificate = name => name == "b.example" ? answer : null });

        (await TlsPeers.VisitAsync(server, "b.example", [AcmeTls])).Certificate.ShouldBe(answer.Leaf);
        (await TlsPeers.VisitAsync(server, "b.example")).Certificate.ShouldBe(other.Leaf);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Challenge_BesideARsaCertificate_ShowsTheAnswerOnly(string kind)
    {
        using var server = Kinds.Provider(kind).CreateServer(
            new() { Certificates = [TestCertificates.IssueRsa("a.example")], ChallengeCertificate = _ => _answer });

        (await TlsPeers.VisitAsync(server, "a.example", [AcmeTls])).Certificate.ShouldBe(_answer.Leaf);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Challenge_ForAnotherOrNoName_GoesOnAsAnyClient(string kind)
    {
        using var server = Server(kind);
        foreach (var name in new[] { "other.example", null })
        {
            var sight = await TlsPeers.VisitAsync(server, name, [AcmeTls]);

            sight.Fault.ShouldBeNull();
            sight.Certificate.ShouldBe(_ordinary.Leaf);
            sight.Protocol.ShouldBeNull();
            sight.Server.ShouldSatisfyAllConditions(s => s.IsChallenge.ShouldBeFalse(), s => s.IsEstablished.ShouldBeTrue());
        }
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Challenge_WhereTheLookUpThrows_GoesOnAsAnyClient(string kind)
    {
        using var server = Kinds.Provider(kind).CreateServer(
            new() { Certificates = [_ordinary], ChallengeCertificate = _ => throw new IOException("no disk") });

        var sight = await TlsPeers.VisitAsync(server, "a.example", [AcmeTls]);

        sight.Certificate.ShouldBe(_ordinary.Leaf);
        sight.Server.IsEstablished.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task OtherClients_WhereChallengesAreAnswered_AreNotAskedAbout(string kind)
    {
        var asked = 0;
        using var server = Kinds.Provider(kind).CreateServer(new()
        {
            Certificates = [_ordinary],
            ChallengeCertificate = _ =>
            {
                asked++;
                return _answer;
            },
        });

        foreach (var protocols in new IReadOnlyList<string>?[] { null, ["http/1.1"], ["socks", "acme-tls/11"] })
        {
            var sight = await TlsPeers.VisitAsync(server, "a.example", protocols);
            sight.Certificate.ShouldBe(_ordinary.Leaf);
            sight.Server.IsEstablished.ShouldBeTrue();
        }

        asked.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task OtherClients_WhereChallengesAreAnswered_StillSeeTheirFaults(string kind)
    {
        using var server = Server(kind);

        (await TlsPeers.VisitAsync(server, "a.example", [AcmeTls], SslProtocols.Tls12)).Server.Message.ShouldContain("unsupported protocol");
        (await TlsPeers.ThrowAtAsync(server, "GET / HTTP/1.1\r\n\r\n"u8.ToArray())).Server.Message.ShouldBe("plain HTTP on a TLS port");
        (await TlsPeers.ThrowAtAsync(server, [5, 1, 2])).Server.Message.ShouldBe("not TLS");
        (await TlsPeers.ThrowAtAsync(server, [22, 3, 1, 0, 5, 1, 0, 0, 1, 0])).Server.End.ShouldBe(ChannelEnd.ProtocolError);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_PeerGoesAwayInItsHello_IsClosed(string kind)
    {
        using var server = Server(kind);
        var (accepted, connected) = await Loopback.PairAsync();
        var accepting = server.AcceptAsync(accepted, default, TestContext.Current.CancellationToken).AsTask();
        await connected.SendAsync(new byte[] { 22, 3, 1, 2, 0, 1 }, SocketFlags.None);
        connected.Dispose();

        (await accepting.Limited()).End.ShouldBe(ChannelEnd.Closed);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Accept_CancelledInAHello_Aborts(string kind)
    {
        using var server = Server(kind);
        var (accepted, connected) = await Loopback.PairAsync();
        using var peer = connected;
        using var cancellation = new CancellationTokenSource();
        await connected.SendAsync(new byte[] { 22, 3, 1, 2, 0, 1 }, SocketFlags.None);
        var accepting = server.AcceptAsync(accepted, default, cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        (await accepting.Limited()).End.ShouldBe(ChannelEnd.Aborted);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Challenge_AfterReplacedCertificates_IsStillAnswered(string kind)
    {
        using var server = Server(kind);
        var next = TestCertificates.Issue("a.example");
        server.ReplaceCertificates([next]);

        (await TlsPeers.VisitAsync(server, "a.example", [AcmeTls])).Certificate.ShouldBe(_answer.Leaf);
        (await TlsPeers.VisitAsync(server, "a.example")).Certificate.ShouldBe(next.Leaf);
    }

    [Theory]
    [InlineData(Kinds.OpenSsl, AcmeTls)]
    [InlineData(Kinds.OpenSsl, "x")]
    [InlineData(Kinds.SslStream, AcmeTls)]
    [InlineData(Kinds.SslStream, "x")]
    public async Task Hello_PartlyReadAhead_IsTheSame(string kind, string protocol)
    {
        using var server = Server(kind);
        var (accepted, connected) = await Loopback.PairAsync();
        await using var ssl = new SslStream(new NetworkStream(connected, ownsSocket: true), false, (_, c, _, _) => c is not null);
        var connecting = ssl.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "a.example", ApplicationProtocols = [new(protocol)] });
        var ahead = new byte[100];
        (await accepted.ReceiveAsync(ahead, SocketFlags.None).Limited()).ShouldBe(100);

        var result = await server.AcceptAsync(accepted, ahead, TestContext.Current.CancellationToken).AsTask().Limited();

        await connecting.Limited();
        result.IsChallenge.ShouldBe(protocol == AcmeTls, result.Message);
        result.IsEstablished.ShouldBe(protocol != AcmeTls);
        if (result.Channel is { } channel) await channel.DisposeAsync();
    }

    [Fact]
    public async Task Hello_LongerReadAheadThanIsLookedAt_LosesNothing()
    {
        // Whoever stands in front with a PROXY header may have passed on much: all of it belongs to the connection.
        var (accepted, connected) = await Loopback.PairAsync();
        using var peer = connected;
        byte[] record = [22, 3, 1, 0x40, 0, 1, 0, 0x7f, 0, .. new byte[0x4000 - 4]];
        byte[] ahead = [.. record, .. Enumerable.Range(0, 40_000).Select(i => (byte)i)];
        await using var stream = new PortStream(accepted.Portable(), ahead);

        (await stream.PeekAsync()).ShouldBe(default);

        var read = new byte[ahead.Length];
        await stream.ReadExactlyAsync(read, TestContext.Current.CancellationToken);
        read.ShouldBe(ahead);
    }

    [Fact]
    public async Task Challenge_WithATicketOfAClient_ShowsTheCertificate()
    {
        // A resumed session shows none, and proves nothing to an authority.
        using var server = Server(Kinds.OpenSsl);

        var session = Path.GetTempFileName();
        try
        {
            await OpenSslTool.VisitAsync(server, "-servername", "a.example", "-sess_out", session);

            var (_, ordinary) = await OpenSslTool.VisitAsync(server, "-servername", "a.example", "-sess_in", session);
            var (result, challenge) = await OpenSslTool.VisitAsync(server, "-servername", "a.example", "-sess_in", session, "-alpn", AcmeTls);

            ordinary.ShouldContain("Reused, TLSv1.3");
            result.IsChallenge.ShouldBeTrue();
            challenge.ShouldContain("New, TLSv1.3");
            challenge.ShouldContain("ALPN protocol: acme-tls/1");
            using var certificate = X509Certificate2.CreateFromPem(challenge);
            certificate.ShouldBe(_answer.Leaf);
        }
        finally
        {
            File.Delete(session);
        }
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Challenge_AfterAnotherKeyShareWasAskedFor_IsAnswered(string kind)
    {
        // Its first key share is for a group that no server here has: two hellos (RFC 8446 section 4.1.4).
        using var server = Server(kind);

        var (result, output) = await OpenSslTool.VisitAsync(
            server, "-servername", "a.example", "-alpn", AcmeTls, "-groups", "X448:P-256");

        result.IsChallenge.ShouldBeTrue(result.Message);
        output.ShouldContain("ALPN protocol: acme-tls/1");
    }

    private TlsServer Server(string kind) => Kinds.Provider(kind).CreateServer(
        new() { Certificates = [_ordinary], ChallengeCertificate = name => name == "a.example" ? _answer : null });
}
