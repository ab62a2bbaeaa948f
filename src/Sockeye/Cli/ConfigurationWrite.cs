using System.Text;
using Sockeye.Control.Configuration;
using Sockeye.Control.Importing.Storing;

namespace Sockeye.Cli;

/// <summary>How a configuration file is written: as a whole or not at all, and a copy of what was there before is kept where an operator wrote it.</summary>
internal sealed class ConfigurationWrite
{
    private readonly string _text;
    private readonly byte[]? _before;
    private bool _isWritten;

    private ConfigurationWrite(string file, string text, byte[]? before) => (File, _text, _before) = (file, text, before);

    public string File { get; }

    // What an operator wrote himself is kept beside what an import wrote: a second import does not take its place.
    private string Copy => File + (ImportMark.IsOn(_before) ? ".before-import" : ".original");

    /// <summary>Whether the file says that already, byte for byte.</summary>
    public bool IsUnchanged => _before is not null && _before.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(_text));

    public static ConfigurationWrite For(string file, string text) =>
        new(file, text, System.IO.File.Exists(file) ? System.IO.File.ReadAllBytes(file) : null);

    public void Run()
    {
        if (IsUnchanged)
        {
            return;
        }

        if (_before is not null)
        {
            AtomicFile.Write(Copy, _before);
        }

        AtomicFile.Write(File, Encoding.UTF8.GetBytes(_text));
        _isWritten = true;
    }

    /// <summary>Puts back what was there before, where what was to follow failed. It takes no space: the disk may be full.</summary>
    public void Undo()
    {
        if (!_isWritten)
        {
            return;
        }

        _isWritten = false;
        if (_before is null)
        {
            System.IO.File.Delete(File);
        }
        else
        {
            System.IO.File.Move(Copy, File, overwrite: true);
        }
    }

    /// <summary>What was done, or would be.</summary>
    public IEnumerable<string> Describe(bool isDryRun)
    {
        if (IsUnchanged)
        {
            yield return $"{File}: unchanged";
            yield break;
        }

        yield return $"{File}: {(isDryRun ? "would be written" : "written")}{(_before is null ? "" : $"; what was there before {(isDryRun ? "would stand" : "stands")} in {Copy}")}";
    }
}
