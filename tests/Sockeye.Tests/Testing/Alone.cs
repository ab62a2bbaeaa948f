namespace Sockeye.Tests.Testing;

/// <summary>For tests of what the whole process shares: counted buffers, meters, the console. Nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
