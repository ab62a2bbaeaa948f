namespace Sockeye.FunctionalTests.Testing;

/// <summary>Something whose output is shown when its test fails.</summary>
internal interface IHasOutput
{
    /// <summary>What it has written so far.</summary>
    string Output { get; }
}
