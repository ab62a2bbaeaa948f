namespace Sockeye.Benchmarks.Machine;

/// <summary>A folder for the files of a run, gone with it, also where a signal ends the run.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();

    public string Path { get; } = Directory.CreateTempSubdirectory("sockeye-bench-").FullName;

    public void Dispose()
    {
        if (!Directory.Exists(Path)) return;
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A program that is just ending still writes to it; the system clears its temporary folder.
        }
    }
}
