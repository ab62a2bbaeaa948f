using System.Diagnostics;
using System.Text.Json;
using Sockeye.Benchmarks.Machine;

namespace Sockeye.Benchmarks.Load;

/// <summary>The generator, seen from the bench. One process for the whole run: its code is compiled once.</summary>
internal sealed class LoadProcess : IDisposable
{
    private readonly CancellationToken _ending;
    private readonly Process _process;
    private readonly CancellationTokenRegistration _registration;

    /// <param name="certificateFile">The certificate to accept.</param>
    /// <param name="ending">Ends it in the middle of a job.</param>
    public LoadProcess(string certificateFile, CancellationToken ending)
    {
        _ending = ending;
        _process = OwnProcess.Start("load", certificateFile);
        _registration = ending.Register(_process.Kill);
    }

    /// <summary>Does a job and waits for its result; a fault is in it.</summary>
    /// <exception cref="OperationCanceledException">The run was told to end.</exception>
    public LoadResult Do(LoadJob job)
    {
        _ending.ThrowIfCancellationRequested();
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(job));
            _process.StandardInput.Flush();
            if (_process.StandardOutput.ReadLine() is { } line) return JsonSerializer.Deserialize<LoadResult>(line)!;
        }
        catch (IOException)
        {
            // It is gone, which is told below.
        }

        _ending.ThrowIfCancellationRequested();
        throw new InvalidOperationException("The load generator ended.");
    }

    public void Dispose()
    {
        _registration.Dispose();
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was gone before.
        }

        _process.WaitForExit();
        _process.Dispose();
    }
}
