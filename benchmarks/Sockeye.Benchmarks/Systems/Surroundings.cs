using Sockeye.Benchmarks.Target;

namespace Sockeye.Benchmarks.Systems;

/// <summary>What every system is given: a folder for its files, the certificate, the target, one user.</summary>
/// <param name="Folder">Temporary.</param>
/// <param name="Certificate">Served by all.</param>
/// <param name="Target">Where they lead to.</param>
/// <param name="User">The user's name.</param>
/// <param name="Password">His password.</param>
internal sealed record Surroundings(string Folder, BenchCertificate Certificate, TargetProcess Target, string User, string Password)
{
    private int _folders;

    /// <summary>A new folder for one start of a system.</summary>
    public string FolderFor(string name)
    {
        var folder = Path.Combine(Folder, $"{name}-{Interlocked.Increment(ref _folders)}");
        Directory.CreateDirectory(folder);
        return folder;
    }
}
