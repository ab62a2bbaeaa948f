using System.Security.Cryptography;

namespace Sockeye.FunctionalTests.Importing;

/// <summary>What is in a folder: names, modes, sizes and contents, to see whether anything changed.</summary>
internal static class FolderPicture
{
    public static IReadOnlyList<string> Take(string folder) =>
        [.. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Describe)];

    private static string Describe(string path) => Directory.Exists(path)
        ? $"{path} {File.GetUnixFileMode(path)}"
        : $"{path} {File.GetUnixFileMode(path)} {File.GetLastWriteTimeUtc(path).Ticks} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}";
}
