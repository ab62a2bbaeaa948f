using System.Security.Cryptography;
using Sockeye.Benchmarks.Cli;
using Sockeye.Benchmarks.Growth;
using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Machine;
using Sockeye.Benchmarks.Report;
using Sockeye.Benchmarks.Systems;
using Sockeye.Benchmarks.Target;
using Sockeye.Benchmarks.Works;
using Spectre.Console;

namespace Sockeye.Benchmarks;

/// <summary>What was asked for, from the choice of systems and works to the reports.</summary>
internal sealed class Bench(BenchSettings settings, TextWriter output, TextWriter progress)
{
    // A file has no edge to wrap at.
    private const int FileWidth = 240;

    /// <summary>The exit status: 0 done, 1 something failed, 2 a name that is not known, 130 it was told to end.</summary>
    public int Run()
    {
        var isSockeyeOnly = settings.IsGrowth || settings.Soak > 0;
        IReadOnlyList<ProxySystem> systems;
        IReadOnlyList<Work> works;
        try
        {
            var known = settings.IsUdp ? DatagramSystems.Create(settings.Builds) : SystemCatalog.Create(settings.Builds);
            systems = Choice.Of("system", known, settings.Systems, s => s.Name);
            var all = settings.IsUdp ? DatagramWork.All
                : settings.IsGrowth ? GrowthCatalog.Create(DescriptorLimit.Sessions) : WorkCatalog.Create(DescriptorLimit.Sessions, settings.IsQuick);
            works = Choice.Of("work", all, settings.Works, w => w.Name);
        }
        catch (UnknownNameException e)
        {
            progress.WriteLine($"bench: {e.Message}");
            return 2;
        }

        if (settings is { IsUdp: true, PlotFile: not null })
        {
            progress.WriteLine("bench: --plot shows what limits are set for; with --udp there is nothing of that");
            return 2;
        }

        if (settings.Systems.Count == 0) systems = [.. systems.Where(s => !s.IsOnlyByName)];

        // Nothing is held to the other ways: a short run does without them.
        if (settings is { IsQuick: true, IsUdp: false, Systems.Count: 0 }) systems = [.. systems.Where(s => s.Role != SystemRole.Other)];
        if (isSockeyeOnly) systems = [.. systems.Where(s => s.Role == SystemRole.Sockeye)];
        var machine = MachineDescription.Lines();
        foreach (var line in machine) output.WriteLine(line);
        return InSurroundings(place => settings.Soak > 0 ? RunSoak(place, systems) : Compare(place, systems, works, machine));
    }

    private int InSurroundings(Func<Workplace, int> run)
    {
        using Ending ending = new();
        using TemporaryFolder folder = new();
        BenchCertificate certificate = new(folder.Path);
        using TargetProcess target = new(certificate.CertificateFile, certificate.KeyFile);
        using LoadProcess load = new(certificate.CertificateFile, ending.Token);
        Surroundings around = new(folder.Path, certificate, target, "bench", RandomNumberGenerator.GetHexString(24));
        try
        {
            return run(new(around, load, settings.Seconds));
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }

    private int RunSoak(Workplace place, IReadOnlyList<ProxySystem> systems)
    {
        try
        {
            foreach (var system in systems) new Soak(place, output).Run(system, settings.Soak);
            return 0;
        }
        catch (WorkFailedException e)
        {
            progress.WriteLine($"bench: {e.Message}");
            return 1;
        }
    }

    private int Compare(Workplace place, IReadOnlyList<ProxySystem> systems, IReadOnlyList<Work> works, IReadOnlyList<string> machine)
    {
        var results = new BenchRun(settings, place, settings.IsUdp ? DatagramWork.Warm : WorkCatalog.Warm, progress).Run(systems, works);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected) console.Profile.Width = FileWidth;
        new TextReport(console).Write(results);
        if (settings.JsonFile is { } json) JsonReport.Write(json, results, machine, settings.Seconds);
        if (settings.PlotFile is { } plot) SvgPlot.Write(plot, results);
        return results.Faults.Count == 0 ? 0 : 1;
    }
}
