namespace Sockeye.Tests.Configuration;

/// <summary>Where the repository is, above the built tests.</summary>
internal static class RepositoryFiles
{
    public static string Root
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory.FullName, "Sockeye.slnx")))
            {
                directory = directory.Parent ?? throw new InvalidOperationException("Sockeye.slnx not found above the tests.");
            }

            return directory.FullName;
        }
    }
}
