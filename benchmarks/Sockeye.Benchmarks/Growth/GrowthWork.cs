using Sockeye.Benchmarks.Works;

namespace Sockeye.Benchmarks.Growth;

/// <summary>The same work with more and more of something: what it costs is not to grow with it.</summary>
internal abstract class GrowthWork(string name, string title) : Work(name, title)
{
    /// <summary>Figures of the same thing from few to many; each is printed by the first.</summary>
    public abstract IReadOnlyList<IReadOnlyList<Figure>> Series { get; }
}
