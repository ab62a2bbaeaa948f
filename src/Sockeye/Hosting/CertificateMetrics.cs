using System.Diagnostics.Metrics;
using Sockeye.Engine.Diagnostics;

namespace Sockeye.Hosting;

/// <summary>How long each certificate in service is still good: the one figure that every operator of TLS watches.</summary>
internal sealed class CertificateMetrics : IDisposable
{
    private readonly Meter _meter = new(EngineMetrics.MeterName);

    public CertificateMetrics(InboundSet inbounds, TimeProvider time) => _meter.CreateObservableGauge(
        "sockeye.certificate.remaining",
        () => inbounds.Served.Select(s => new Measurement<double>(
            (new DateTimeOffset(s.Value.Current[0].Leaf.NotAfter) - time.GetUtcNow()).TotalSeconds, new KeyValuePair<string, object?>("inbound", s.Key))),
        "s",
        "Time until an inbound's default certificate expires.");

    public void Dispose() => _meter.Dispose();
}
