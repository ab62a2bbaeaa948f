using System.Diagnostics;

namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>Counts how often something crosses a line there and back, by the time it takes.</summary>
internal static class RoundTrips
{
    // Delay comes in whole round trips; what a busy machine adds differs from run to run, so the least of a few is the path's own.
    private const int Runs = 3;

    /// <summary>
    /// The least of a few runs' time, in round trips of the line. The whole part is the number of round trips, what is behind
    /// the point the machine's own time: take a delay beside which that is small.
    /// </summary>
    public static async Task<double> CountAsync(DelayLine line, Func<Task<TimeSpan>> measure)
    {
        var least = TimeSpan.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var time = await measure();
            least = time < least ? time : least;
        }

        return least / line.RoundTrip;
    }

    /// <summary>As above, where all of it is to be timed.</summary>
    public static Task<double> CountAsync(DelayLine line, Func<Task> work) => CountAsync(line, async () =>
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started);
    });
}
