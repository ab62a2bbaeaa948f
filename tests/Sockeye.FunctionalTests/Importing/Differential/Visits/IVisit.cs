using Sockeye.FunctionalTests.Importing.Differential.Systems;

namespace Sockeye.FunctionalTests.Importing.Differential.Visits;

/// <summary>What a client does on one connection.</summary>
internal interface IVisit
{
    /// <summary>Does it, and tells what became of it.</summary>
    Task<Fate> MakeAsync(SystemPorts ports);
}
