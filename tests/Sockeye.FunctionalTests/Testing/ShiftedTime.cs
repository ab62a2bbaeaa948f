namespace Sockeye.FunctionalTests.Testing;

/// <summary>A clock that is wrong by the same time always.</summary>
internal sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
}
