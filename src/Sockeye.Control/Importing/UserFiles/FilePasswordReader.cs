using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.UserFiles;

/// <summary>Reads a user's password: <c>socks_password</c> as the documents have it, <c>proxy_password</c> as the tools write it, or both alike.</summary>
internal static class FilePasswordReader
{
    private static readonly string[] Keys = ["socks_password", "proxy_password"];

    public static FilePassword Read(SourceObject user)
    {
        var placeholders = new List<string>();
        ImportedPassword? password = null;
        string? from = null;
        string? unusable = null;
        foreach (var key in Keys)
        {
            if (user.String(key) is not { } text)
            {
                continue;
            }

            if (text.Length == 0)
            {
                user.Warn(key, "empty: no password stands here");
            }
            else if (ImportedPasswordReader.IsPlaceholder(text))
            {
                user.Told(key);
                placeholders.Add(key);
            }
            else if (!ImportedPasswordReader.TryRead(text, out var read, out var whyNot))
            {
                user.Refuse(key, whyNot);
                unusable ??= key;
            }
            else if (password is not null)
            {
                Compare(user, from!, password, key, read);
            }
            else
            {
                (password, from) = (read, key);
                Tell(user, key, read);
            }
        }

        if (password is null && unusable is null && placeholders.Count > 0)
        {
            return new FilePassword(null, user.PlaceOf(placeholders[0]), IsPlaceholder: true);
        }

        foreach (var key in placeholders)
        {
            user.Unconcerned(key, $"a placeholder; \"{from ?? unusable}\" counts");
        }

        return new FilePassword(password, (from ?? unusable) is { } place ? user.PlaceOf(place) : null, IsPlaceholder: false);
    }

    /// <summary>Tells that the passwords of a user whom the proxy is not for are not read.</summary>
    public static FilePassword LeaveOut(SourceObject user)
    {
        foreach (var key in Keys.Where(user.Has))
        {
            user.Unconcerned(key, "the proxy is not for him; left out");
        }

        return default;
    }

    private static void Tell(SourceObject user, string key, ImportedPassword password)
    {
        if (password.IsHash)
        {
            user.Translated(key, "taken as a hash");
        }
        else if (ImportedPasswordReader.LooksLikeDigest(password.Text))
        {
            user.Warn(key, "looks like a bare digest, such as an MD5 or SHA-256; taken as the password itself and hashed on the way in");
        }
        else
        {
            user.Translated(key, "hashed on the way in");
        }
    }

    private static void Compare(SourceObject user, string firstKey, ImportedPassword first, string key, ImportedPassword second)
    {
        if (first.IsHash != second.IsHash)
        {
            user.Refuse(key, $"this is a {Kind(second)} and \"{firstKey}\" a {Kind(first)}, so they can't be compared; leave one of them out");
        }
        else if (!string.Equals(first.Text, second.Text, StringComparison.Ordinal))
        {
            user.Refuse(key, $"another {Kind(second)} than \"{firstKey}\"; leave out the one that does not count");
        }
        else
        {
            user.Taken(key, $"the same as \"{firstKey}\"");
        }
    }

    private static string Kind(ImportedPassword password) => password.IsHash ? "hash" : "password";
}
