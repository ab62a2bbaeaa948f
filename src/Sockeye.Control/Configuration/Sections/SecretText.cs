using System.Text;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>A secret: under a key of its own, or in a file that the same key with <c>File</c> behind it names. Exactly one of both.</summary>
internal static class SecretText
{
    private const int MaximumLengthBytes = 64 << 10;

    /// <summary>The secret without spaces around it; null where it is missing or faulty. No message has any of it.</summary>
    public static string? Read(ConfigurationSection section, string key)
    {
        var fileKey = key + "File";
        switch (section.Find(key), section.Find(fileKey))
        {
            case (null, null):
                section.Fault(section.Place, $"\"{key}\" or \"{fileKey}\" is missing");
                return null;
            case (not null, not null):
                section.Fault(section.PlaceOf(fileKey), $"\"{key}\" and \"{fileKey}\" say the same twice; leave one out");
                return null;
            case (not null, null):
                return section.String(key)?.Trim();
            default:
                return section.FilePath(fileKey) is { } path ? ReadFile(section, fileKey, path) : null;
        }
    }

    private static string? ReadFile(ConfigurationSection section, string fileKey, string path)
    {
        var place = section.PlaceOf(fileKey);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[MaximumLengthBytes + 1];
            var length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            if (length > MaximumLengthBytes)
            {
                section.Fault(place, $"{path} is too long for a secret");
                return null;
            }

            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
            {
                section.Context.Warn(place, $"{path} holds a secret and others may read it; set its mode to 0600");
            }

            var text = Encoding.UTF8.GetString(content, 0, length).Trim();
            if (text.Length == 0)
            {
                section.Fault(place, $"{path} is empty");
            }

            return text.Length == 0 ? null : text;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            section.Fault(place, $"{path} does not exist");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            section.Fault(place, $"{path} can't be read: {error.Message.ReplaceLineEndings(" ")}");
        }

        return null;
    }
}
