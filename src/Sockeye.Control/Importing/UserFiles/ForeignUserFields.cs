using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.UserFiles;

/// <summary>The fields of a user that belong to other programs of the old system, and limits that there are none of here.</summary>
internal static class ForeignUserFields
{
    private static readonly (string Key, string Why)[] Fields =
    [
        ("shortId", "of VLESS; left out"),
        ("short_id", "of VLESS; left out"),
        ("fingerprint", "of VLESS; left out"),
        ("flow", "of VLESS; left out"),
        ("mtproxy_secret", "of MTProxy; left out"),
        ("mtproxy_secret_type", "of MTProxy; left out"),
        ("mtproxy_domain", "of MTProxy; left out"),
        ("created", "he counts from the import on; left out"),
        ("created_at", "he counts from the import on; left out"),
        ("created_timestamp", "he counts from the import on; left out"),
    ];

    public static void Tell(SourceObject user)
    {
        foreach (var (key, why) in Fields.Where(field => user.Has(field.Key)))
        {
            user.Unconcerned(key, why);
        }

        // A limit that goes away is not for the user to find out.
        foreach (var key in user.Keys.Where(key => IsLimit(key) && user.Has(key)).ToList())
        {
            if (user.Node(key) is { Text: "0" or "false" })
            {
                user.Unconcerned(key, "no limit, and there is none here");
            }
            else
            {
                user.Warn(key, "there are no quotas here; he is not held to it");
            }
        }
    }

    private static bool IsLimit(string key) =>
        key.Contains("quota", StringComparison.OrdinalIgnoreCase) || key.Contains("limit", StringComparison.OrdinalIgnoreCase);
}
