namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>Counts the round trips that something takes on a line where nothing is lost.</summary>
internal static class RoundTrips
{
    /// <summary>A path for counting: what a program does between two packets is short beside 100 ms.</summary>
    public static readonly DelayLineOptions Path = new() { Delay = TimeSpan.FromMilliseconds(50) };

    // Where a program pauses for a whole round trip between two packets that belong together, the second counts as an answer
    // to the acknowledgement of the first. So the least of a few runs is the truth.
    private const int Runs = 3;

    /// <summary>
    /// Round trips of the connections that it opens: of the longest, where there are several. What it opens it must leave open: an end
    /// takes trips too. Each run is prepared for, and begins when the line is quiet.
    /// </summary>
    public static Task<int> OfNewConnectionsAsync(DelayLine line, Func<Task> work, Func<Task>? prepare = null) =>
        CountAsync(line, work, prepare, ofNew: true);

    /// <summary>Round trips of the connections that stood before; else as above.</summary>
    public static Task<int> OfOldConnectionsAsync(DelayLine line, Func<Task> work, Func<Task>? prepare = null) =>
        CountAsync(line, work, prepare, ofNew: false);

    private static async Task<int> CountAsync(DelayLine line, Func<Task> work, Func<Task>? prepare, bool ofNew)
    {
        var least = int.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            await (prepare?.Invoke() ?? Task.CompletedTask);
            await line.UntilQuietAsync();
            line.Trips.Reset();
            await work();
            least = Math.Min(least, line.Trips.RoundTrips(ofNew));
        }

        return least;
    }
}
