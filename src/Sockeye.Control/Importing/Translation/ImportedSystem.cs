using Sockeye.Control.Importing.ExternalProxies;
using Sockeye.Control.Importing.Haproxy;
using Sockeye.Control.Importing.Reading;
using Sockeye.Control.Importing.UserFiles;
using Sockeye.Control.Importing.Xray;

namespace Sockeye.Control.Importing.Translation;

/// <summary>What the imported files say, each by itself; null where a file was not named or could not be read.</summary>
internal sealed record ImportedSystem(
    ImportFiles Files,
    HaproxyConfiguration? Haproxy,
    XrayConfiguration? Xray,
    IReadOnlyList<FileUser>? Users,
    ExternalProxyConfiguration? ExternalProxies)
{
    private delegate T? Reader<T>(ReadOnlySpan<byte> utf8, string file, ImportNotes notes);

    /// <summary>Reads every file that is named; what is wrong in one hides nothing of the others.</summary>
    public static ImportedSystem Read(ImportFiles files, Func<string, string?> environment, ImportNotes notes) => new(
        files,
        Read(files.Haproxy, (utf8, file, told) => HaproxyReader.Read(utf8, file, environment, told), notes),
        Read(files.Xray, (utf8, file, told) => XrayReader.Read(utf8, file, environment, told), notes),
        Read(files.Users, UserFileReader.Read, notes),
        Read(files.ExternalProxies, ExternalProxyReader.Read, notes));

    private static T? Read<T>(string? file, Reader<T> read, ImportNotes notes)
        where T : class =>
        file is not null && SourceFile.Read(file, notes) is { } utf8 ? read(utf8, file, notes) : null;
}
