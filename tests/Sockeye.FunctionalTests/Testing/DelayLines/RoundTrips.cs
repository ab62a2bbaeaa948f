using System.Diagnostics;
using System.Globalization;

namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>Counts how often something crosses a line there and back, by the time it takes.</summary>
internal static class RoundTrips
{
    /// <summary>
    /// A path on which a round trip takes so long (300 ms) that a busy machine's own time beside it is no round trip more.
    /// </summary>
    public static readonly DelayLineOptions Path = new() { Delay = TimeSpan.FromMilliseconds(150) };

    // What a machine adds differs from run to run, what the path adds does not: the least of a few runs is the path's, and
    // one that is clearly near a whole number needs no other.
    private const int MostRuns = 6;
    private const double Clear = 0.3;

    /// <summary>How many whole round trips of the line are in the time; the exact numbers go to the test's output.</summary>
    /// <param name="line">Made with <see cref="Path"/>, or with nothing lost and as long.</param>
    /// <param name="measure">Does it once and returns the time that is to be counted.</param>
    public static async Task<int> CountAsync(DelayLine line, Func<Task<TimeSpan>> measure)
    {
        var counts = new List<double>();
        do
        {
            counts.Add(await measure() / line.RoundTrip);
        }
        while (counts.Count < MostRuns && counts.Min() % 1 > Clear);

        var numbers = string.Join(' ', counts.Select(count => count.ToString("F2", CultureInfo.InvariantCulture)));
        TestContext.Current.TestOutputHelper?.WriteLine($"round trips: {numbers}");
        return (int)counts.Min();
    }

    /// <summary>As above, where all of it is to be timed.</summary>
    public static Task<int> CountAsync(DelayLine line, Func<Task> work) => CountAsync(line, async () =>
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started);
    });
}
