namespace Sockeye.Control.Configuration;

/// <summary>The directory of the database, the certificates and the keys.</summary>
public static class DataDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// The path: <c>--data</c>; else <c>SOCKEYE_DATA</c>; else the first of systemd's <c>STATE_DIRECTORY</c> (systemd.exec(5));
    /// else <c>sockeye</c> in the XDG data directory (XDG Base Directory Specification), which is <c>~/.local/share</c> by default.
    /// </summary>
    /// <param name="option">What <c>--data</c> says, or null.</param>
    /// <param name="environment">Reads an environment variable; the process's own where null.</param>
    /// <returns>A full path. Nothing is created.</returns>
    /// <exception cref="DataDirectoryException">There is no home directory to start from.</exception>
    public static string Resolve(string? option, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        if (NotEmpty(option) is { } given)
        {
            return Path.GetFullPath(given);
        }

        if (NotEmpty(environment("SOCKEYE_DATA")) is { } own)
        {
            return Path.GetFullPath(own);
        }

        if (NotEmpty(environment("STATE_DIRECTORY")?.Split(':')[0]) is { } state)
        {
            return Path.GetFullPath(state);
        }

        // The specification has relative paths ignored.
        if (environment("XDG_DATA_HOME") is { } data && Path.IsPathFullyQualified(data))
        {
            return Path.Combine(data, "sockeye");
        }

        var home = NotEmpty(environment("HOME")) ?? NotEmpty(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))
            ?? throw new DataDirectoryException("there is no home directory to keep data in; name a directory with --data or SOCKEYE_DATA");
        return Path.GetFullPath(Path.Combine(home, ".local", "share", "sockeye"));
    }

    /// <summary>Creates the directory with mode 0700, or tightens an existing one to that, and proves that it can be written.</summary>
    /// <exception cref="DataDirectoryException">It cannot be used.</exception>
    public static void Prepare(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            if (File.Exists(path))
            {
                throw new DataDirectoryException($"{path} is a file, not a directory; name another with --data");
            }

            RefuseShared(path);
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                CreateOrTighten(path);
            }

            ProveWritable(path);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new DataDirectoryException($"{path} may not be used by this user; change its owner or name another with --data", error);
        }
        catch (IOException error)
        {
            throw new DataDirectoryException($"{path} can't be used: {error.Message.ReplaceLineEndings(" ")}; name another with --data", error);
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void CreateOrTighten(string path)
    {
        if (!Directory.Exists(path))
        {
            var parent = Path.GetDirectoryName(path);
            if (parent is not null)
            {
                Directory.CreateDirectory(parent);
            }

            Directory.CreateDirectory(path, OwnerOnly);
        }

        if (File.GetUnixFileMode(path) != OwnerOnly)
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }
    }

    // Tightening the root or /tmp to its owner would break the machine for everyone else.
    private static void RefuseShared(string path)
    {
        if (Path.GetPathRoot(path) == path
            || (!OperatingSystem.IsWindows() && Directory.Exists(path) && (File.GetUnixFileMode(path) & UnixFileMode.StickyBit) != 0))
        {
            throw new DataDirectoryException($"{path} is shared by the whole machine; name a directory of its own with --data");
        }
    }

    private static void ProveWritable(string path)
    {
        using var probe = new FileStream(
            Path.Combine(path, $".probe.{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    private static string? NotEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
