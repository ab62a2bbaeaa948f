using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Acme;
using Sockeye.Challenges;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;
using Sockeye.Core.Net;
using Sockeye.Tests.Certificates.Managed;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Challenges;

public sealed class StandaloneTlsAlpnListenerTests
{
    private readonly StoredChallenges _challenges = new(new MemoryCertificateStore(), TimeProvider.System);

    private static CidrRange Loopback => CidrRange.TryParse("127.0.0.0/8", out var range) ? range : default;

    public static TheoryData<string> Tls => Kinds.Tls;

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Authority_IsAnswered_AndEverybodyElseIsSentAway(string kind)
    {
        var answer = StoredChallengesTests.Answer("a.example", "t1");
        _challenges.Put(answer, AcmeChallengeKind.TlsAlpn, TimeProvider.System.GetUtcNow() + StoredChallenges.Lifetime);
        await using var listener = Open(kind, 0);

        var (seen, protocol) = await VisitAsync(listener.EndPoint, "a.example", "acme-tls/1");
        StoredChallengesTests.DigestOf(new(seen, [])).ShouldBe(answer.Digest);
        protocol.ShouldBe("acme-tls/1");

        (seen, protocol) = await VisitAsync(listener.EndPoint, "a.example", null);
        seen.GetNameInfo(X509NameType.DnsName, false).ShouldBe("nobody.invalid");
        protocol.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Authority_BehindABalancerWithAProxyHeader_IsAnswered(string kind)
    {
        var answer = StoredChallengesTests.Answer("a.example", "t1");
        _challenges.Put(answer, AcmeChallengeKind.TlsAlpn, TimeProvider.System.GetUtcNow() + StoredChallenges.Lifetime);
        await using var listener = Open(kind, 0, Loopback);

        var (seen, _) = await VisitAsync(listener.EndPoint, "a.example", "acme-tls/1", "PROXY TCP4 198.51.100.7 203.0.113.1 40000 443\r\n"u8.ToArray());

        StoredChallengesTests.DigestOf(new(seen, [])).ShouldBe(answer.Digest);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Dispose_EndsHandshakesUnderWayAndThePort(string kind)
    {
        var listener = Open(kind, 0);
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await silent.ConnectAsync(listener.EndPoint).Limited();
        await silent.SendAsync(new byte[] { 22, 3, 1 }, SocketFlags.None);

        await listener.DisposeAsync().AsTask().Limited();

        using var late = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        (await Should.ThrowAsync<SocketException>(() => late.ConnectAsync(listener.EndPoint))).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Open_AddressInUse_SaysWhatToDo(string kind)
    {
        await using var first = Open(kind, 0);

        Should.Throw<ChallengeException>(() => Open(kind, (ushort)first.EndPoint.Port))
            .Message.ShouldBe($"{first.EndPoint} is in use by another program; stop it, or use http-01 or dns-01");
    }

    private static async Task<(X509Certificate2 Certificate, string Protocol)> VisitAsync(IPEndPoint endPoint, string name, string? protocol, byte[]? before = null)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endPoint).Limited();
        await socket.SendAsync(before ?? [], SocketFlags.None);
        await using var ssl = new SslStream(new NetworkStream(socket), false, (_, certificate, _, _) => certificate is not null);
        await ssl.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = name,
            ApplicationProtocols = protocol is null ? null : [new(protocol)],
        }).Limited();
        (await ssl.ReadAsync(new byte[1], TestContext.Current.CancellationToken).Limited()).ShouldBe(0);
        return (X509CertificateLoader.LoadCertificate(ssl.RemoteCertificate!.GetRawCertData()), ssl.NegotiatedApplicationProtocol.ToString());
    }

    private StandaloneTlsAlpnListener Open(string kind, ushort port, params CidrRange[] proxyProtocolFrom) =>
        StandaloneTlsAlpnListener.Open(new ListenAddress(IPAddress.Loopback, port), proxyProtocolFrom, _challenges, Kinds.Provider(kind), TimeProvider.System);
}
