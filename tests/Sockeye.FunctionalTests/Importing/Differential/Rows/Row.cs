using Sockeye.FunctionalTests.Importing.Differential.Systems;
using Sockeye.FunctionalTests.Importing.Differential.Visits;

namespace Sockeye.FunctionalTests.Importing.Differential.Rows;

/// <summary>A connection of the table.</summary>
/// <param name="Name">What the client does, in the documentation's words.</param>
/// <param name="Visit">The client, for the targets that there are.</param>
/// <param name="Pair">Its fate with HAProxy and v2ray.</param>
/// <param name="Sockeye">Its fate with Sockeye; another one is explained in <see cref="Differences"/>.</param>
internal sealed record Row(string Name, Func<Surroundings, IVisit> Visit, Fate Pair, Fate Sockeye)
{
    /// <summary>One that meets the same fate in both.</summary>
    public Row(string name, Func<Surroundings, IVisit> visit, Fate both)
        : this(name, visit, both, both)
    {
    }

    public bool Differs => Pair != Sockeye;
}
