using System.Globalization;

namespace Sockeye.Benchmarks.Machine;

/// <summary>The kernel's own account of a process: user and system time of all its threads, ended ones included.</summary>
internal static class ProcessCpu
{
    // The unit of /proc/PID/stat for programs, on every architecture that .NET runs on (sysconf(_SC_CLK_TCK)).
    private const double TicksPerSecond = 100;

    // proc(5), after the name in parentheses: state is field 3, then utime (14), stime, cutime and cstime.
    private const int UserField = 14 - 3;

    /// <summary>Seconds so far; the step is 10 ms.</summary>
    /// <exception cref="IOException">The process is gone.</exception>
    public static double Seconds(int process)
    {
        var fields = Fields(process);
        return (fields[0] + fields[1]) / TicksPerSecond;
    }

    /// <summary>The same with all that it started, ended ones included: some servers serve in children, which come and go.</summary>
    /// <exception cref="IOException">The process is gone.</exception>
    public static double SecondsOfTree(int process) => (Fields(process).Sum() / TicksPerSecond) + ProcessTree.Of(process).Skip(1).Sum(SecondsOfChild);

    private static double SecondsOfChild(int process)
    {
        try
        {
            return Fields(process).Sum() / TicksPerSecond;
        }
        catch (IOException)
        {
            return 0; // it ended, and is its parent's account now
        }
    }

    private static double[] Fields(int process)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        return [.. text[(text.LastIndexOf(')') + 2)..].Split(' ').Skip(UserField).Take(4).Select(f => double.Parse(f, CultureInfo.InvariantCulture))];
    }
}
