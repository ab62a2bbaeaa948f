using System.Diagnostics;

namespace Sockeye.Benchmarks.Machine;

/// <summary>Waits until processes are at rest, by what the kernel says of them, instead of for a guessed time.</summary>
internal static class Settling
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    // One tick of the kernel's account in a step: timers and pollers of a resting program stay below.
    private const double RestingCpu = 0.011;

    // What is idle has been so for a while: who gives memory back a moment after a burst is to be seen as he is at rest.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(6);

    // Two readings of memory are equal within this.
    private const long EqualBytes = 64 * 1024;

    /// <summary>Until their CPU stands still.</summary>
    public static void OfCpu(IReadOnlyList<int> processes)
    {
        var since = Stopwatch.GetTimestamp();
        var last = double.MinValue;
        for (double now; (now = processes.Sum(ProcessCpu.SecondsOfTree)) - last > RestingCpu && Stopwatch.GetElapsedTime(since) < Limit; last = now)
        {
            Thread.Sleep(Step);
        }
    }

    /// <summary>Their memory, once it and their CPU have stood still, and six seconds after that.</summary>
    public static long OfMemory(IReadOnlyList<int> processes)
    {
        OfCpu(processes);
        Thread.Sleep(Rest);
        var since = Stopwatch.GetTimestamp();
        var last = processes.Sum(ProcessMemory.Bytes);
        while (true)
        {
            Thread.Sleep(Step * 2);
            var now = processes.Sum(ProcessMemory.Bytes);
            if (Math.Abs(now - last) <= EqualBytes || Stopwatch.GetElapsedTime(since) > Limit) return now;
            last = now;
        }
    }
}
