using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Sockeye.Native.Posix;

namespace Sockeye.Control.Configuration;

/// <summary>One server on one data directory. The lock is the operating system's (flock(2)): it dies with its process, however that ends.</summary>
public sealed class DataDirectoryLock : IDisposable
{
    /// <summary>The lock file's name. It stays when the lock is gone: removing it would let two servers lock two files of one name.</summary>
    public const string FileName = "sockeye.lock";

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or says who has it, as in <c>process 1234</c>.</summary>
    /// <param name="directory">The data directory, prepared.</param>
    /// <param name="dataLock">The lock; disposing it gives it back.</param>
    /// <param name="holder">Who has it; empty on success.</param>
    /// <exception cref="DataDirectoryException">The lock file cannot be opened at all.</exception>
    public static bool TryAcquire(string directory, [NotNullWhen(true)] out DataDirectoryLock? dataLock, out string holder)
    {
        var path = Path.Combine(directory, FileName);
        dataLock = null;
        holder = "";
        FileStream file;
        try
        {
            file = OpenExclusive(path);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new DataDirectoryException($"{path} may not be written by this user", error);
        }
        catch (IOException) when (File.Exists(path))
        {
            holder = Holder(path);
            return false;
        }
        catch (IOException error)
        {
            throw new DataDirectoryException($"{path} can't be made: {error.Message.ReplaceLineEndings(" ")}", error);
        }

        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n")));
        file.Flush();
        dataLock = new DataDirectoryLock(file);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Opens a lock file, which one process at a time can; an <see cref="IOException"/> where another has it.</summary>
    internal static FileStream OpenExclusive(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = AtomicFile.OwnerOnly;
        }

        return new FileStream(path, options);
    }

    private static string Holder(string path)
    {
        // FileStream would want a lock of its own, which the holder's keeps out.
        using var handle = PosixFile.OpenForReading(path);
        if (handle is null)
        {
            return "another process";
        }

        try
        {
            using var reader = new StreamReader(new FileStream(handle, FileAccess.Read));
            return int.TryParse(reader.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                ? string.Create(CultureInfo.InvariantCulture, $"process {process}")
                : "another process";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
