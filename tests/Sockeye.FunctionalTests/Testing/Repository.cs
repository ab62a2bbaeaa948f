namespace Sockeye.FunctionalTests.Testing;

/// <summary>Where the built program stands.</summary>
internal static class Repository
{
    /// <summary>The folder of Sockeye.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The program as the tests' build left it.</summary>
    public static string Program => Path.Combine(Root, "src", "Sockeye", "bin", "Release", "net10.0", "sockeye.dll");

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Sockeye.slnx")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"no Sockeye.slnx above {AppContext.BaseDirectory}");
    }
}
