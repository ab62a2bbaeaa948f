using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Machine;
using Sockeye.Benchmarks.Systems;

namespace Sockeye.Benchmarks.Works;

/// <summary>What a work needs: the generator, the surroundings to start a system in, and how long to measure.</summary>
internal sealed record Workplace(Surroundings Around, LoadProcess Load, double Seconds)
{
    /// <summary>Has the generator do it against a system at rest.</summary>
    /// <exception cref="WorkFailedException">It could not.</exception>
    public LoadResult Do(RunningSystem running, LoadKind kind, int connections = 1, double? seconds = null, long units = 0, int datagramBytes = 0)
    {
        Settling.OfCpu([.. running.Processes, Around.Target.Id]);
        LoadJob job = new(kind, running.Route, connections, seconds ?? Seconds, running.Processes, Around.Target.Id) { Units = units, DatagramBytes = datagramBytes };
        var result = Load.Do(job);
        return result.Fault is null ? result : throw new WorkFailedException(result.Fault);
    }
}
