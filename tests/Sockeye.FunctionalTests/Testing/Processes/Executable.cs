namespace Sockeye.FunctionalTests.Testing.Processes;

/// <summary>Programs that a test writes itself.</summary>
internal static class Executable
{
    /// <summary>Writes a script that may be executed, and returns its path.</summary>
    public static string Write(TempDirectory folder, string name, string text)
    {
        var path = folder.Write(name, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
