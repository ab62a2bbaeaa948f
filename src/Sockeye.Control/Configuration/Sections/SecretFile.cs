using System.Text;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>Secrets: in the file itself, or in one of their own beside it.</summary>
internal static class SecretFile
{
    // A key has some hundred bytes, a list of a thousand registrations some 200 KB.
    private const int MaximumBytes = 1 << 20;

    /// <summary>The secret of <paramref name="key"/> or the text of the file that <paramref name="fileKey"/> names; null after a fault.</summary>
    public static (string Text, bool IsFile)? ReadEither(ConfigurationSection section, string key, string fileKey)
    {
        switch (section.Find(key), section.Find(fileKey))
        {
            case (null, null):
                section.Fault(section.Place, $"\"{key}\" or \"{fileKey}\" is missing");
                return null;
            case ({ }, { }):
                section.Fault(section.PlaceOf(fileKey), $"\"{key}\" stands here too; keep one of both");
                return null;
            case ({ }, null):
                section.Context.HoldsSecret = true;
                return section.String(key) is { } text ? (text, false) : null;
            default:
                return Read(section, fileKey) is { } content ? (content, true) : null;
        }
    }

    /// <summary>A file's text, with a warning where others may read it; null after a fault.</summary>
    public static string? Read(ConfigurationSection section, string key)
    {
        if (section.FilePath(key) is not { } path)
        {
            return null;
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[MaximumBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaximumBytes)
            {
                section.Fault(section.PlaceOf(key), $"{path} is too long to be what is needed here");
                return null;
            }

            if (ConfigurationFile.IsReadableByEverybody(path))
            {
                section.Context.Warn(section.PlaceOf(key), $"{path} holds a secret and every user of this machine may read it; set its mode to 0600 or 0640");
            }

            return Encoding.UTF8.GetString(bytes, 0, length);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            section.Fault(section.PlaceOf(key), $"{path} does not exist");
        }
        catch (UnauthorizedAccessException)
        {
            section.Fault(section.PlaceOf(key), Directory.Exists(path) ? $"{path} is a directory; a file is needed" : $"{path} may not be read by this user");
        }
        catch (IOException error)
        {
            section.Fault(section.PlaceOf(key), $"{path} can't be read: {error.Message.ReplaceLineEndings(" ")}");
        }

        return null;
    }
}
