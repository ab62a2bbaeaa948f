using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Load.Datagrams;
using Sockeye.Benchmarks.Machine;

namespace Sockeye.Benchmarks.Systems;

/// <summary>A started system: how it is reached, and its processes. Disposing it ends them.</summary>
internal sealed class RunningSystem(Route route, params IReadOnlyList<ChildProgram> programs) : IDisposable
{
    public Route Route => route;

    /// <summary>Its processes of this moment.</summary>
    public IReadOnlyList<int> Processes => [.. programs.SelectMany(p => ProcessTree.Of(p.Id))];

    /// <summary>The same, reached for datagrams.</summary>
    public RunningSystem ForDatagrams(DatagramRoute datagrams) => new(route with { Datagrams = datagrams }, programs);

    public void Dispose()
    {
        foreach (var program in programs) program.Dispose();
    }
}
