using Sockeye.Benchmarks.Cli;
using Sockeye.Benchmarks.Report;
using Sockeye.Benchmarks.Systems;
using Sockeye.Benchmarks.Works;

namespace Sockeye.Benchmarks;

/// <summary>One run: every system started, checked and warmed, then round by round every work on every system.</summary>
internal sealed class BenchRun(BenchSettings settings, Workplace place, Warming warm, TextWriter progress)
{
    public Results Run(IReadOnlyList<ProxySystem> systems, IReadOnlyList<Work> works)
    {
        List<(ProxySystem System, RunningSystem Running)> running = [];
        try
        {
            List<string> faults = [];
            foreach (var system in systems) Prepare(system, running, faults);
            Results results = new([.. running.Select(r => r.System)], works, settings.Rounds);
            results.Faults.AddRange(faults);
            for (var round = 0; round < settings.Rounds; round++)
            {
                foreach (var work in works)
                {
                    progress.WriteLine($"round {round + 1} of {settings.Rounds}: {work.Title}");

                    // Another one begins each round, so that none always has the machine as the same one left it.
                    for (var i = 0; i < running.Count; i++)
                    {
                        var (system, server) = running[(i + round) % running.Count];
                        Measure(results, round, work, system, server);
                    }
                }
            }

            return results;
        }
        finally
        {
            foreach (var (_, server) in running) server.Dispose();
        }
    }

    private void Prepare(ProxySystem system, List<(ProxySystem System, RunningSystem Running)> running, List<string> faults)
    {
        if (system.Missing is not null)
        {
            progress.WriteLine($"left out: {system.Title}: {system.Missing}");
            return;
        }

        progress.WriteLine($"checking and warming: {system.Title}");
        RunningSystem? server = null;
        try
        {
            server = system.Start(place.Around);
            warm(place, server);
            running.Add((system, server));
        }
        catch (Exception e) when (e is WorkFailedException or InvalidOperationException)
        {
            server?.Dispose();
            faults.Add($"{system.Name}: {e.Message}");
            progress.WriteLine($"left out: {faults[^1]}");
        }
    }

    private void Measure(Results results, int round, Work work, ProxySystem system, RunningSystem server)
    {
        try
        {
            foreach (var (figure, value) in work.Figures.Zip(work.Measure(place, system, server))) results.Add(round, system, figure, value);
        }
        catch (WorkFailedException e)
        {
            results.Faults.Add($"{system.Name}, {work.Name}, round {round + 1}: {e.Message}");
            progress.WriteLine(results.Faults[^1]);
        }
    }
}
