using System.Diagnostics;
using System.Reflection;

namespace Sockeye.Benchmarks.Machine;

/// <summary>This program again, in another role, as a child that talks over its standard input and output.</summary>
internal static class OwnProcess
{
    public static Process Start(params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var isHost = Path.GetFileNameWithoutExtension(start.FileName) == "dotnet";
        foreach (var argument in isHost ? arguments.Prepend(Assembly.GetEntryAssembly()!.Location) : arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
