using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.Transport;

/// <summary>Which servers our client accepts, and what it says of the others.</summary>
public sealed class TlsClientTests
{
    public static TheoryData<string> Tls => Kinds.Tls;

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Connect_GivenAuthority_Accepts(string kind)
    {
        var chained = TestCertificates.Authority.CreateIntermediate("Sockeye test intermediate")
            .Issue(System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256), "up.example", "127.0.0.1");

        (await ConnectAsync(kind, chained, Trusting("up.example"))).ShouldBe((ChannelEnd.None, ""));
        (await ConnectAsync(kind, chained, Trusting("127.0.0.1"))).ShouldBe((ChannelEnd.None, ""));
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Connect_SystemAuthorities_RefuseAnUnknownOne(string kind)
    {
        var (end, message) = await ConnectAsync(kind, TestCertificates.Issue("up.example"), new() { ServerName = "up.example" });

        end.ShouldBe(ChannelEnd.ProtocolError);
        message.ShouldStartWith("certificate verify failed: ");
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Connect_SelfSigned_SaysSo(string kind)
    {
        var (end, message) = await ConnectAsync(kind, TestCertificates.SelfSigned("up.example"), Trusting("up.example"));

        end.ShouldBe(ChannelEnd.ProtocolError);
        message.ShouldStartWith("certificate verify failed: ");
        message.ShouldContain("self-signed certificate");
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Connect_OtherName_SaysWhich(string kind)
    {
        (await ConnectAsync(kind, TestCertificates.Issue("other.example"), Trusting("up.example")))
            .ShouldBe((ChannelEnd.ProtocolError, "hostname mismatch: the certificate is not for up.example"));
        (await ConnectAsync(kind, TestCertificates.Issue("127.0.0.2"), Trusting("127.0.0.1")))
            .ShouldBe((ChannelEnd.ProtocolError, "hostname mismatch: the certificate is not for 127.0.0.1"));
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Connect_PinnedKey_AcceptsExactlyThatKey(string kind)
    {
        var certificate = TestCertificates.SelfSigned("other.example");
        var pin = TestCertificates.KeySha256(certificate);
        (await ConnectAsync(kind, certificate, new() { ServerName = "up.example", PinnedKeySha256 = pin })).ShouldBe((ChannelEnd.None, ""));

        // A trusted certificate for the right name is not enough.
        var wrong = new TlsClientOptions
        {
            ServerName = "up.example", Authorities = [TestCertificates.Authority.Certificate], PinnedKeySha256 = pin,
        };
        (await ConnectAsync(kind, TestCertificates.Issue("up.example"), wrong))
            .ShouldBe((ChannelEnd.ProtocolError, "the server's key is not the pinned one"));
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public void CreateClient_PinOfWrongLength_IsRefused(string kind) =>
        Should.Throw<TlsConfigurationException>(
            () => Kinds.Provider(kind).CreateClient(new() { ServerName = "a", PinnedKeySha256 = new byte[31] }));

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Connect_ServerIsNotTls_SaysSo(string kind)
    {
        var (accepted, connected) = await Loopback.PairAsync();
        using var peer = accepted;
        using var client = Kinds.Provider(kind).CreateClient(Trusting("up.example"));
        var connecting = client.ConnectAsync(connected, TestContext.Current.CancellationToken).AsTask();
        await peer.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), System.Net.Sockets.SocketFlags.None);

        var result = await connecting.Limited();

        result.End.ShouldBe(ChannelEnd.ProtocolError);
        result.Message.ShouldBe("the server does not speak TLS");
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Connect_ServerCloses_IsClosed(string kind)
    {
        var (accepted, connected) = await Loopback.PairAsync();
        using var client = Kinds.Provider(kind).CreateClient(Trusting("up.example"));
        var connecting = client.ConnectAsync(connected, TestContext.Current.CancellationToken).AsTask();
        await accepted.ReceiveAsync(new byte[4096], System.Net.Sockets.SocketFlags.None).Limited();
        accepted.Dispose();

        (await connecting.Limited()).End.ShouldBe(ChannelEnd.Closed);
    }

    private static TlsClientOptions Trusting(string name) =>
        new() { ServerName = name, Authorities = [TestCertificates.Authority.Certificate] };

    private static async Task<(ChannelEnd End, string Message)> ConnectAsync(string kind, TlsCertificate certificate, TlsClientOptions options)
    {
        var provider = Kinds.Provider(kind);
        using var server = provider.CreateServer(new() { Certificates = [certificate] });
        using var client = provider.CreateClient(options);
        var (accepted, connected) = await Loopback.PairAsync();
        var accepting = server.AcceptAsync(accepted, default, TestContext.Current.CancellationToken).AsTask();
        var result = await client.ConnectAsync(connected, TestContext.Current.CancellationToken).Limited();
        if (result.Channel is { } channel) await channel.DisposeAsync();
        if ((await accepting.Limited()).Channel is { } other) await other.DisposeAsync();
        return (result.End, result.Message);
    }
}
