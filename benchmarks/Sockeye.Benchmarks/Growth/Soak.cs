using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Machine;
using Sockeye.Benchmarks.Systems;
using Sockeye.Benchmarks.Works;

namespace Sockeye.Benchmarks.Growth;

/// <summary>Very many connections, one after another, through one server: it is to end with the memory that it began with.</summary>
internal sealed class Soak(Workplace place, TextWriter output)
{
    private const int Parts = 10;
    private const int AtATime = 32;

    // What comes with the first connections (code, pools, caches) belongs to the beginning.
    private const int FirstConnections = 20_000;

    // A day: the count ends a part, not the clock.
    private const double NoLimit = 86_400;

    /// <summary>Runs so many, half of each part resumed, and prints the memory after each tenth.</summary>
    public void Run(ProxySystem system, long connections)
    {
        using var server = system.Start(place.Around);
        place.Do(server, LoadKind.Verify);
        place.Do(server, LoadKind.Connect, AtATime, NoLimit, Math.Min(FirstConnections, connections));
        var before = Settling.OfMemory(server.Processes);
        output.WriteLine($"{system.Name}: {Megabytes(before)} before");
        var half = Math.Max(1, connections / Parts / 2);
        for (var part = 1; part <= Parts; part++)
        {
            var full = place.Do(server, LoadKind.Connect, AtATime, NoLimit, half);
            var resumed = place.Do(server, LoadKind.Resume, AtATime, NoLimit, half);
            var now = Settling.OfMemory(server.Processes);
            output.WriteLine(
                $"{system.Name}: {Megabytes(now)} after {2 * half * part:N0} connections, "
                + $"{(now - before) / 1e6:+0.0;-0.0;0.0} MB; {full.ProxyCpu / full.Units * 1e3:0.00} ms each, {resumed.ProxyCpu / resumed.Units * 1e3:0.00} ms resumed");
        }
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:0.0} MB";
}
