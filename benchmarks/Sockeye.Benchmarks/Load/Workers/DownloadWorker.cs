using Sockeye.Benchmarks.Target;

namespace Sockeye.Benchmarks.Load.Workers;

/// <summary>Bulk from the target: one connection.</summary>
internal sealed class DownloadWorker(Dialer dialer) : Worker(dialer)
{
    protected override void Work()
    {
        using var channel = Dialer.Open();
        channel.Send([TargetProtocol.Source]);
        var buffer = Dialer.Staging.Plain;
        for (long offset = 0; !IsStopping; IsReady = true)
        {
            var count = channel.Receive(buffer);
            if (count == 0) throw new EndOfStreamException("The download ended.");
            if (!Pattern.HasEdges(buffer.AsSpan(0, count), offset)) throw new InvalidDataException("The download has a wrong byte.");
            offset += count;
            CountBytes(count);
        }
    }
}
