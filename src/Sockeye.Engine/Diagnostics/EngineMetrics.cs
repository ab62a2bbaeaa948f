using System.Diagnostics.Metrics;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Udp;

namespace Sockeye.Engine.Diagnostics;

/// <summary>One meter. Units are the ecosystem's (s, By, {session}); every tag is from a closed set, nothing that a peer sent.</summary>
public sealed class EngineMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Sockeye";

    // From a cached login to an idle day: what operators ask is whether it was a millisecond, a second or a minute.
    private static readonly double[] StageBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600, 86400];

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _ended;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _fallbacks;
    private readonly Counter<long> _rejected;
    private readonly Histogram<double> _stageDuration;

    /// <summary>Creates the instruments; the gauges read the registry when they are asked.</summary>
    public EngineMetrics(SessionRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        _meter.CreateObservableUpDownCounter("sockeye.sessions.active", () => registry.Count, "{session}", "Sessions that live now.");
        _meter.CreateObservableCounter(
            "sockeye.transfer",
            () => new Measurement<long>[]
            {
                new(registry.TotalBytesFromClients, new KeyValuePair<string, object?>("direction", "upload")),
                new(registry.TotalBytesFromTargets, new KeyValuePair<string, object?>("direction", "download")),
            },
            "By",
            "Payload bytes carried.");
        _meter.CreateObservableUpDownCounter("sockeye.udp.associations", () => Udp.Associations, "{association}", "UDP associations that live now.");
        _meter.CreateObservableCounter(
            "sockeye.udp.datagrams",
            () => new Measurement<long>[]
            {
                new(Udp.FromClients, new KeyValuePair<string, object?>("direction", "upload")),
                new(Udp.FromTargets, new KeyValuePair<string, object?>("direction", "download")),
            },
            "{datagram}",
            "Datagrams carried.");
        _meter.CreateObservableCounter(
            "sockeye.udp.dropped",
            () => Udp.Dropped.Select(d => new Measurement<long>(d.Count, new KeyValuePair<string, object?>("reason", d.Reason.ToString()))),
            "{datagram}",
            "Datagrams dropped, by reason.");
        _ended = _meter.CreateCounter<long>("sockeye.sessions.ended", "{session}", "Sessions that ended, by protocol and reason.");
        _refusals = _meter.CreateCounter<long>("sockeye.dial.failures", "{connection}", "Outgoing connections that did not come about, by stage and cause.");
        _fallbacks = _meter.CreateCounter<long>(
            "sockeye.dial.fallbacks", "{connection}", "Connections tried directly in the place of an upstream that could not be had, by its stage and cause.");
        _rejected = _meter.CreateCounter<long>("sockeye.connections.rejected", "{connection}", "Accepted sockets closed at the connection limit.");
        _stageDuration = _meter.CreateHistogram(
            "sockeye.stage.duration", "s", "Time of each stage of a session.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = StageBounds });
    }

    /// <summary>The counts of datagrams.</summary>
    public UdpCounters Udp { get; } = new();

    /// <summary>For tests that listen to this meter and no other of the process.</summary>
    internal Meter Meter => _meter;

    /// <summary>A session is over.</summary>
    public void CountEnd(Session session, IReadOnlyList<KeyValuePair<string, TimeSpan>> stages)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(stages);
        _ended.Add(1, new("protocol", session.Protocol ?? "none"), new("reason", session.EndReason.ToString()));
        foreach (var (name, elapsed) in stages)
        {
            _stageDuration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("stage", name));
        }
    }

    /// <summary>A dial failed.</summary>
    public void CountDialFailure(DialError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        _refusals.Add(1, new("stage", error.Stage.ToString()), new("cause", error.Kind.ToString()));
    }

    /// <summary>A connection was tried directly, for this error of the upstream.</summary>
    public void CountFallback(DialError upstream)
    {
        ArgumentNullException.ThrowIfNull(upstream);
        _fallbacks.Add(1, new("stage", upstream.Stage.ToString()), new("cause", upstream.Kind.ToString()));
    }

    /// <summary>A socket was closed at the connection limit.</summary>
    public void CountRejected() => _rejected.Add(1);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
