using System.Globalization;

namespace Sockeye.Benchmarks.Machine;

/// <summary>The kernel's own account of a process: user and system time of all its threads, ended ones included.</summary>
internal static class ProcessCpu
{
    // The unit of /proc/PID/stat for programs, on every architecture that .NET runs on (sysconf(_SC_CLK_TCK)).
    private const double TicksPerSecond = 100;

    // proc(5), after the name in parentheses: state is field 3, utime field 14, stime field 15.
    private const int UserField = 14 - 3;

    /// <summary>Seconds so far; the step is 10 ms.</summary>
    /// <exception cref="IOException">The process is gone.</exception>
    public static double Seconds(int process)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (Parse(fields[UserField]) + Parse(fields[UserField + 1])) / TicksPerSecond;
    }

    private static double Parse(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
