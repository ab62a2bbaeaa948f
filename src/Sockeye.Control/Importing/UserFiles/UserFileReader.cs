using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.UserFiles;

/// <summary>Reads a <c>users.json</c>: an object with the list <c>users</c>, or the list alone.</summary>
internal static class UserFileReader
{
    /// <summary>The users without those that have a fault in their name; null where the file is no JSON object or list, after a refusal.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="file">Its name, for places.</param>
    /// <param name="notes">Told of every field.</param>
    public static IReadOnlyList<FileUser>? Read(ReadOnlySpan<byte> utf8, string file, ImportNotes notes)
    {
        if (SourceJson.Read(utf8, file, notes) is not { } root)
        {
            return null;
        }

        switch (root.Kind)
        {
            case ConfigurationNodeKind.Array:
                return ReadAll(root.Items.Select(item => SourceObject.Open(item, file, notes)).OfType<SourceObject>());
            case ConfigurationNodeKind.Object when SourceObject.Open(root, file, notes) is { } top:
                return ReadAll(Users(top));
            default:
                notes.Refuse(
                    SourceObject.PlaceIn(file, root.Place),
                    $"expected an object with \"users\", or a list of users, found {SourceObject.Describe(root)}");
                return null;
        }
    }

    private static IReadOnlyList<SourceObject> Users(SourceObject top)
    {
        if (!top.Has("users"))
        {
            top.Refuse("users", "\"users\" is missing: the list of users, each with a \"username\"");
        }

        var users = top.Objects("users");
        if (top.Has("metadata"))
        {
            top.Unconcerned("metadata", "what the old tools noted of the file; left out");
        }

        top.Finish();
        return users;
    }

    private static List<FileUser> ReadAll(IEnumerable<SourceObject> users)
    {
        var seen = new SeenUsers();
        return [.. users.Select(user => FileUserReader.Read(user, seen)).OfType<FileUser>()];
    }
}
