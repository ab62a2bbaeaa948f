using Microsoft.Extensions.Time.Testing;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.Transport;

/// <summary>Session tickets: they survive a change of certificates and one rotation of their keys, not two.</summary>
public sealed class ResumptionTests
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    public static TheoryData<string> Tls => Kinds.Tls;

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Connect_SecondTime_Resumes(string kind)
    {
        Kinds.Need(kind, "ticket-keys");
        using var world = new World(kind);

        (await world.VisitAsync()).ShouldBeFalse();
        (await world.VisitAsync()).ShouldBeTrue();
        (await world.VisitAsync()).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Connect_AfterReplacedCertificates_Resumes(string kind)
    {
        Kinds.Need(kind, "ticket-keys");
        using var world = new World(kind);
        await world.VisitAsync();

        world.Server.ReplaceCertificates([TestCertificates.Issue("other.example"), TestCertificates.Issue("a.example")]);

        (await world.VisitAsync()).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Connect_AfterOneRotation_ResumesAndRenews(string kind)
    {
        Kinds.Need(kind, "ticket-keys");
        using var world = new World(kind);
        await world.VisitAsync();

        world.Time.Advance(Period);
        (await world.VisitAsync()).ShouldBeTrue();

        // The ticket of that visit is sealed with the new key: one more rotation does it no harm.
        world.Time.Advance(Period);
        (await world.VisitAsync()).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Connect_AfterTwoRotations_DoesNotResume(string kind)
    {
        Kinds.Need(kind, "ticket-keys");
        using var world = new World(kind);
        await world.VisitAsync();
        world.Time.Advance(Period);
        using (var other = world.NewClient()) await world.VisitAsync(other);
        world.Time.Advance(Period);

        (await world.VisitAsync()).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Connect_AfterTwoIdlePeriods_DoesNotResume(string kind)
    {
        Kinds.Need(kind, "ticket-keys");
        using var world = new World(kind);
        await world.VisitAsync();

        world.Time.Advance(Period * 2);

        (await world.VisitAsync()).ShouldBeFalse();
    }

    private sealed class World : IDisposable
    {
        private readonly TlsProvider _provider;
        private readonly TlsClient _client;

        internal World(string kind)
        {
            _provider = Kinds.Provider(kind, Time);
            Server = _provider.CreateServer(new() { Certificates = [TestCertificates.Issue("a.example")], TicketKeyRotation = Period });
            _client = NewClient();
        }

        internal FakeTimeProvider Time { get; } = new();

        internal TlsServer Server { get; }

        internal TlsClient NewClient() => _provider.CreateClient(
            new() { ServerName = "a.example", Authorities = [TestCertificates.Authority.Certificate] });

        /// <summary>Connects, reads a byte (and with it the tickets), and tells whether both sides resumed.</summary>
        internal async Task<bool> VisitAsync(TlsClient? client = null)
        {
            var (accepted, connected) = await Loopback.PairAsync();
            var accepting = Server.AcceptAsync(accepted, default, TestContext.Current.CancellationToken).AsTask();
            var connecting = await (client ?? _client).ConnectAsync(connected, TestContext.Current.CancellationToken).Limited();
            connecting.Message.ShouldBe("");
            await using var ours = connecting.Channel!;
            await using var theirs = (await accepting.Limited()).Channel!;
            await theirs.WriteAsync("!"u8.ToArray()).Limited();
            await ours.ReadExactlyAsync(1);
            ours.Tls!.Resumed.ShouldBe(theirs.Tls!.Resumed);
            return ours.Tls.Resumed;
        }

        public void Dispose()
        {
            _client.Dispose();
            Server.Dispose();
        }
    }
}
