using System.Diagnostics.Metrics;
using System.Net;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Udp;

namespace Sockeye.Tests.Diagnostics;

/// <summary>Names, kinds, units and tags of the measurements are a contract with dashboards.</summary>
public sealed class EngineMetricsTests
{
    [Fact]
    public void Instruments_NamesKindsUnitsAndTags_AreThese()
    {
        var registry = new SessionRegistry(new SessionClock(TimeProvider.System));
        using var metrics = new EngineMetrics(registry);
        var (instruments, measurements) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter == metrics.Meter)
                {
                    instruments.Add($"{instrument.Name} {instrument.GetType().Name.Split('`')[0]} {instrument.Unit}");
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();

        using var session = registry.Begin("in", new IPEndPoint(IPAddress.Loopback, 1));
        session.Protocol = "socks5";
        session.CountFromClient(10);
        session.CountFromTarget(20);
        session.Conclude(SessionEndReason.IdleTimeout);
        metrics.Udp.Begin();
        var tally = new UdpTally(metrics.Udp);
        tally.CountFromClient(2);
        tally.CountFromTarget(1);
        tally.Drop(UdpDrop.Stranger);
        listener.RecordObservableInstruments();
        metrics.CountEnd(session, [new("tls", TimeSpan.FromMilliseconds(250))]);
        metrics.CountDialFailure(new DialError(DialStage.Resolve, DialErrorKind.NameNotResolved, "secret.example"));
        metrics.CountFallback(new DialError(DialStage.Connect, DialErrorKind.UpstreamFailed, "secret.example"));
        metrics.CountRejected();

        metrics.Meter.Name.ShouldBe("Sockeye");
        instruments.ShouldBe(
        [
            "sockeye.connections.rejected Counter {connection}",
            "sockeye.dial.failures Counter {connection}",
            "sockeye.dial.fallbacks Counter {connection}",
            "sockeye.sessions.active ObservableUpDownCounter {session}",
            "sockeye.sessions.ended Counter {session}",
            "sockeye.stage.duration Histogram s",
            "sockeye.transfer ObservableCounter By",
            "sockeye.udp.associations ObservableUpDownCounter {association}",
            "sockeye.udp.datagrams ObservableCounter {datagram}",
            "sockeye.udp.dropped ObservableCounter {datagram}",
        ]);
        measurements.ShouldBe(
        [
            "sockeye.connections.rejected=1",
            "sockeye.dial.failures=1 stage:Resolve cause:NameNotResolved",
            "sockeye.dial.fallbacks=1 stage:Connect cause:UpstreamFailed",
            "sockeye.sessions.active=1",
            "sockeye.sessions.ended=1 protocol:socks5 reason:IdleTimeout",
            "sockeye.stage.duration=0.25 stage:tls",
            "sockeye.transfer=10 direction:upload",
            "sockeye.transfer=20 direction:download",
            "sockeye.udp.associations=1",
            "sockeye.udp.datagrams=1 direction:download",
            "sockeye.udp.datagrams=2 direction:upload",
            "sockeye.udp.dropped=0 reason:Fragment",
            "sockeye.udp.dropped=0 reason:Malformed",
            "sockeye.udp.dropped=0 reason:NoOutbound",
            "sockeye.udp.dropped=0 reason:NotAllowed",
            "sockeye.udp.dropped=0 reason:NotResolved",
            "sockeye.udp.dropped=0 reason:NotSent",
            "sockeye.udp.dropped=1 reason:Stranger",
        ]);

        void Note(Instrument instrument, IConvertible value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            measurements.Add($"{instrument.Name}={value.ToString(null)}{string.Concat(tags.ToArray().Select(t => $" {t.Key}:{t.Value}"))}");
    }

    [Fact]
    public void Totals_WhileASessionEnds_NeverGoBack()
    {
        var registry = new SessionRegistry(new SessionClock(TimeProvider.System));
        var sessions = Enumerable.Range(0, 500).Select(_ => registry.Begin("in", new IPEndPoint(IPAddress.Loopback, 1))).ToList();
        sessions.ForEach(s => s.CountFromClient(1000));
        var finishing = Task.Run(() => sessions.ForEach(registry.Finish), TestContext.Current.CancellationToken);
        while (!finishing.IsCompleted)
        {
            registry.TotalBytesFromClients.ShouldBe(500_000);
        }

        registry.TotalBytesFromClients.ShouldBe(500_000);
    }
}
