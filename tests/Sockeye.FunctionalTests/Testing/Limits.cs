namespace Sockeye.FunctionalTests.Testing;

/// <summary>How long an event may take before its test fails. Generous: the machine may be busy with other tests.</summary>
internal static class Limits
{
    /// <summary>An answer, a line, an end.</summary>
    public static readonly TimeSpan Event = TimeSpan.FromSeconds(20);

    /// <summary>A program that starts.</summary>
    public static readonly TimeSpan Start = TimeSpan.FromSeconds(30);

    /// <summary>A transfer of a hundred megabytes.</summary>
    public static readonly TimeSpan Transfer = TimeSpan.FromSeconds(60);
}
