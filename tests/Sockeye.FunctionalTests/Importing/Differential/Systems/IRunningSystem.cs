using Sockeye.FunctionalTests.Testing;

namespace Sockeye.FunctionalTests.Importing.Differential.Systems;

/// <summary>What runs on the files: the pair, or Sockeye.</summary>
internal interface IRunningSystem : IAsyncDisposable, IHasOutput
{
    /// <summary>Where its clients come in.</summary>
    SystemPorts Ports { get; }
}
