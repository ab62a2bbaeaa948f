using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>The store as a directory: files 0600 in directories 0700, written whole or not at all.</summary>
public sealed class FileCertificateStore : ICertificateStore
{
    /// <summary>The store's directory in the data directory.</summary>
    public const string DirectoryName = "acme";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _root;

    /// <summary>The store of a data directory; nothing is made before the first document is.</summary>
    public FileCertificateStore(string dataDirectory)
    {
        ArgumentNullException.ThrowIfNull(dataDirectory);
        _root = Path.Combine(Path.GetFullPath(dataDirectory), DirectoryName);
    }

    /// <inheritdoc/>
    public byte[]? TryRead(string name)
    {
        var path = PathOf(name);
        return File.Exists(path) ? PemFile.ReadBytes(path) : null;
    }

    /// <inheritdoc/>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        var path = PathOf(name);
        try
        {
            MakeDirectories(path);
            AtomicFile.Write(path, content);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException(path, $"{path} can't be written: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        var path = PathOf(name);
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was ever written beside it.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException(path, $"{path} can't be removed: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    /// <inheritdoc/>
    public IDisposable? TryLock(string name)
    {
        var path = PathOf(name + ".lock");
        try
        {
            MakeDirectories(path);
            return DataDirectoryLock.OpenExclusive(path);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new CertificateException(path, $"{path} may not be written by this user", error);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        catch (IOException error)
        {
            throw new CertificateException(path, $"{path} can't be made: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    /// <summary>Where a document stands, for messages.</summary>
    internal string PathOf(string name)
    {
        // Names are made by this program, of tags that are letters, digits, dots, dashes and underscores: no way out of the directory.
        var parts = name.Split('/');
        return parts.All(p => p is not ("" or "." or "..") && p.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            ? Path.Combine([_root, .. parts])
            : throw new ArgumentException($"\"{name}\" is no document's name.", nameof(name));
    }

    private void MakeDirectories(string path)
    {
        var directory = Path.GetDirectoryName(path)!;
        foreach (var level in new[] { _root, directory })
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(level);
            }
            else
            {
                Directory.CreateDirectory(level, OwnerOnly);
            }
        }
    }
}
