using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Acme;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;
using static Sockeye.Tests.Certificates.Managed.StoredChallengesTests;

namespace Sockeye.Tests.Certificates.Managed;

public sealed class ResponderTests : IHttpChallengeListener, IDisposable
{
    private static readonly ListenAddress Listen = new(IPAddress.Loopback, 80);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryCertificateStore _store = new();
    private readonly StoredChallenges _challenges;
    private readonly HttpChallengePorts _ports;
    private SocketError _refusal;
    private int _opened;
    private int _open;

    public ResponderTests()
    {
        _challenges = new StoredChallenges(_store, _time);
        _ports = new HttpChallengePorts(_challenges, this);
    }

    public void Dispose() => _ports.Dispose();

    [Fact]
    public async Task TlsAlpn_FromPresentToCleanUp_IsInTheStore()
    {
        var responder = new TlsAlpnResponder(_challenges, _time);
        ChallengeAnswer[] answers = [Answer("a.example", "t1"), Answer("b.example", "t2")];
        responder.ChallengeType.ShouldBe("tls-alpn-01");

        await responder.PresentAsync(answers, TestContext.Current.CancellationToken);
        DigestOf(_challenges.TryFindTls("b.example")).ShouldBe(answers[1].Digest);
        _time.Advance(StoredChallenges.Lifetime);
        _challenges.TryFindTls("b.example").ShouldBeNull();

        await responder.PresentAsync(answers, TestContext.Current.CancellationToken);
        await responder.CleanUpAsync(answers, TestContext.Current.CancellationToken);
        _store.Documents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Http_SeveralOrders_ShareOnePortUntilTheLast()
    {
        var first = new HttpResponder(_challenges, _ports, Listen, _time);
        var second = new HttpResponder(_challenges, _ports, Listen, _time);
        first.ChallengeType.ShouldBe("http-01");

        await first.PresentAsync([Answer("a.example", "t1"), Answer("b.example", "t2")], TestContext.Current.CancellationToken);
        await second.PresentAsync([Answer("c.example", "t3")], TestContext.Current.CancellationToken);
        (_opened, _open).ShouldBe((1, 1));
        _challenges.TryFindHttp("c.example", "t3").ShouldBe("t3.thumbprint");

        await first.CleanUpAsync([Answer("a.example", "t1"), Answer("b.example", "t2")], TestContext.Current.CancellationToken);
        _open.ShouldBe(1);
        await second.CleanUpAsync([Answer("c.example", "t3")], TestContext.Current.CancellationToken);
        _open.ShouldBe(0);
        _store.Documents.ShouldBeEmpty();

        await first.PresentAsync([Answer("a.example", "t4")], TestContext.Current.CancellationToken);
        (_opened, _open).ShouldBe((2, 1));
    }

    [Fact]
    public async Task Http_PresentedTwice_IsClosedByOneCleanUp()
    {
        var responder = new HttpResponder(_challenges, _ports, Listen, _time);
        await responder.PresentAsync([Answer("a.example", "t1")], TestContext.Current.CancellationToken);
        await responder.PresentAsync([Answer("a.example", "t1")], TestContext.Current.CancellationToken);

        await responder.CleanUpAsync([Answer("a.example", "t1")], TestContext.Current.CancellationToken);

        _open.ShouldBe(0);
        await responder.CleanUpAsync([Answer("a.example", "t1")], TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(SocketError.AccessDenied, "127.0.0.1:80 can't be listened on: permission denied", "CAP_NET_BIND_SERVICE")]
    [InlineData(SocketError.AddressNotAvailable, "127.0.0.1 is not an address of this machine", "0.0.0.0")]
    public async Task Http_PortThatCantBeHad_SaysWhyAndLeavesNothing(SocketError error, string what, string remedy)
    {
        _refusal = error;
        var responder = new HttpResponder(_challenges, _ports, Listen, _time);
        ChallengeAnswer[] answers = [Answer("a.example", "t1")];

        var fault = await Should.ThrowAsync<ChallengeException>(() => responder.PresentAsync(answers, TestContext.Current.CancellationToken));

        fault.Message.ShouldContain(what);
        fault.Message.ShouldContain(remedy);
        fault.Message.ShouldNotContain('\n');
        await responder.CleanUpAsync(answers, TestContext.Current.CancellationToken);
        _store.Documents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Http_StoreThatCantBeWritten_StillClosesThePort()
    {
        var responder = new HttpResponder(_challenges, _ports, Listen, _time);
        await responder.PresentAsync([Answer("a.example", "t1")], TestContext.Current.CancellationToken);
        _store.Fault = "read-only";

        await Should.ThrowAsync<ChallengeException>(() => responder.CleanUpAsync([Answer("a.example", "t1")], TestContext.Current.CancellationToken));

        _open.ShouldBe(0);
    }

    Task<IAsyncDisposable> IHttpChallengeListener.ListenAsync(ListenAddress listen, Func<string, string, string?> answer, CancellationToken cancellationToken)
    {
        listen.ShouldBe(Listen);
        if (_refusal != SocketError.Success) throw new SocketException((int)_refusal);
        _opened++;
        _open++;
        return Task.FromResult<IAsyncDisposable>(new Port(this));
    }

    private sealed class Port(ResponderTests tests) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            tests._open--;
            return default;
        }
    }
}
