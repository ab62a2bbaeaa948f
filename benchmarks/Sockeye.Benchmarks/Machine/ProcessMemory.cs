using System.Globalization;

namespace Sockeye.Benchmarks.Machine;

/// <summary>What a process holds of the machine's memory.</summary>
internal static class ProcessMemory
{
    /// <summary>Its proportional share of every page (Pss of proc(5), smaps_rollup): shared pages count once over all processes.</summary>
    public static long Bytes(int process)
    {
        foreach (var line in File.ReadLines($"/proc/{process}/smaps_rollup"))
        {
            if (!line.StartsWith("Pss:", StringComparison.Ordinal)) continue;
            return 1024 * long.Parse(line.AsSpan(4).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
        }

        throw new InvalidDataException($"/proc/{process}/smaps_rollup has no Pss.");
    }
}
