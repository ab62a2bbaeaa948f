namespace Sockeye.Benchmarks.Machine;

/// <summary>A folder for the files of a run, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sockeye-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
