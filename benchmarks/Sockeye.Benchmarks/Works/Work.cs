using Sockeye.Benchmarks.Systems;

namespace Sockeye.Benchmarks.Works;

/// <summary>Something that every system is made to do, and what is read off.</summary>
internal abstract class Work(string name, string title)
{
    /// <summary>As <c>--work</c> takes it.</summary>
    public string Name => name;

    /// <summary>In words.</summary>
    public string Title => title;

    /// <summary>What it gives, in the order of the columns.</summary>
    public abstract IReadOnlyList<Figure> Figures { get; }

    /// <summary>Does it once; a value for each figure, NaN where the system has none.</summary>
    /// <exception cref="WorkFailedException">The system could not do it.</exception>
    public abstract IReadOnlyList<double> Measure(Workplace place, ProxySystem system, RunningSystem running);
}

/// <summary>A system did not do what was asked; the message says what went wrong.</summary>
internal sealed class WorkFailedException(string message) : Exception(message);
