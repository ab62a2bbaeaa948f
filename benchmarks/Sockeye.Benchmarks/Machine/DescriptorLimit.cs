using System.Globalization;

namespace Sockeye.Benchmarks.Machine;

/// <summary>How many descriptors a process may have: a proxied session takes two of its proxy's.</summary>
internal static class DescriptorLimit
{
    // For what a proxy opens beside its sessions.
    private const int Reserve = 600;

    /// <summary>The soft limit that children inherit (the runtime raises it to the hard one, for itself and for them).</summary>
    public static int Read()
    {
        var line = File.ReadLines("/proc/self/limits").First(l => l.StartsWith("Max open files", StringComparison.Ordinal));
        var soft = line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return int.TryParse(soft, CultureInfo.InvariantCulture, out var limit) ? limit : int.MaxValue;
    }

    /// <summary>The sessions that a proxy can hold under it.</summary>
    public static int Sessions => Math.Max(0, (Read() - Reserve) / 2);
}
