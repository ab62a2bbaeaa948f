using System.Globalization;

namespace Sockeye.Benchmarks.Machine;

/// <summary>A process and those that it has started (proc_pid_task_children(5)): some servers serve in children.</summary>
internal static class ProcessTree
{
    /// <summary>Those that are there now, the first in front.</summary>
    public static IEnumerable<int> Of(int process) => [process, .. Children(process).SelectMany(Of)];

    private static IEnumerable<int> Children(int process)
    {
        try
        {
            return [.. Directory.GetDirectories($"/proc/{process}/task")
                .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return []; // it ended meanwhile
        }
    }
}
