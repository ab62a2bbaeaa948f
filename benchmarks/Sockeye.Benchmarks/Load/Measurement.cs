using System.Diagnostics;
using Sockeye.Benchmarks.Load.Workers;
using Sockeye.Benchmarks.Machine;

namespace Sockeye.Benchmarks.Load;

/// <summary>
/// Runs workers, each on a thread of its own, and reads clocks and counters at both ends of a window in which all of
/// them are at work: neither their start nor their end is in it, and what is under way at its two ends cancels.
/// </summary>
internal sealed class Measurement(LoadJob job, IReadOnlyList<Worker> workers)
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RunIn = TimeSpan.FromSeconds(0.3); // buffers of the kernel grow, windows open
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    public LoadResult Run()
    {
        var threads = workers.Select(w => new Thread(w.Run, maxStackSize: 512 * 1024) { IsBackground = true }).ToArray();
        foreach (var thread in threads) thread.Start();
        try
        {
            WaitUntilAllWork();
            Thread.Sleep(RunIn);
            var before = Reading.Take(job, workers);
            foreach (var worker in workers) worker.IsRecording = true;
            WaitForWindow(before);
            var after = Reading.Take(job, workers);
            foreach (var worker in workers) worker.IsRecording = false;
            ThrowOnFault();
            return Compare(before, after);
        }
        finally
        {
            foreach (var worker in workers) worker.IsStopping = true;
            foreach (var thread in threads) thread.Join();
            ThrowOnFault();
        }
    }

    private static LoadResult Compare(Reading before, Reading after) => new()
    {
        Seconds = Stopwatch.GetElapsedTime(before.At, after.At).TotalSeconds,
        Units = after.Units - before.Units,
        Bytes = after.Bytes - before.Bytes,
        Lost = after.Lost - before.Lost,
        ProxyCpu = after.Proxy - before.Proxy,
        LoadCpu = after.Load - before.Load,
        TargetCpu = after.Target - before.Target,
        Resumed = after.Units == before.Units ? 0 : (double)(after.Resumed - before.Resumed) / (after.Units - before.Units),
    };

    private void WaitUntilAllWork()
    {
        var since = Stopwatch.GetTimestamp();
        while (workers.Any(w => !w.IsReady))
        {
            ThrowOnFault();
            if (Stopwatch.GetElapsedTime(since) > Start) throw new TimeoutException("Not every connection came about in time.");
            Thread.Sleep(Step);
        }
    }

    private void WaitForWindow(Reading before)
    {
        var length = TimeSpan.FromSeconds(job.Seconds);
        while (true)
        {
            var left = length - Stopwatch.GetElapsedTime(before.At);
            if (left <= TimeSpan.Zero || (job.Units > 0 && workers.Sum(w => w.Units) - before.Units >= job.Units)) return;
            Thread.Sleep(left < Step ? left : Step);
            ThrowOnFault();
        }
    }

    private void ThrowOnFault()
    {
        var fault = workers.FirstOrDefault(w => w.Fault is not null)?.Fault;
        if (fault is not null) throw new IOException(fault.Message, fault);
    }

    private sealed record Reading(long At, long Units, long Bytes, long Resumed, long Lost, double Proxy, double Load, double Target)
    {
        public static Reading Take(LoadJob job, IReadOnlyList<Worker> workers) => new(
            Stopwatch.GetTimestamp(),
            workers.Sum(w => w.Units),
            workers.Sum(w => w.Bytes),
            workers.Sum(w => w.Resumed),
            workers.Sum(w => w.Lost),
            job.ProxyProcesses.Sum(ProcessCpu.Seconds),
            ProcessCpu.Seconds(Environment.ProcessId),
            ProcessCpu.Seconds(job.TargetProcess));
    }
}
