namespace Sockeye.Tests.Authentication;

/// <summary>How long to wait for what must happen.</summary>
internal static class TestLimits
{
    public static TimeSpan Event { get; } = TimeSpan.FromSeconds(20);
}
