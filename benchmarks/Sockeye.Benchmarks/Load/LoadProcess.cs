using System.Diagnostics;
using System.Text.Json;
using Sockeye.Benchmarks.Machine;

namespace Sockeye.Benchmarks.Load;

/// <summary>The generator, seen from the bench. One process for the whole run: its code is compiled once.</summary>
internal sealed class LoadProcess : IDisposable
{
    private readonly Process _process;

    public LoadProcess(string certificateFile)
    {
        _process = OwnProcess.Start("load", certificateFile);
    }

    /// <summary>Does a job and waits for its result; a fault is in it.</summary>
    public LoadResult Do(LoadJob job)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(job));
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The load generator ended.");
        return JsonSerializer.Deserialize<LoadResult>(line)!;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
