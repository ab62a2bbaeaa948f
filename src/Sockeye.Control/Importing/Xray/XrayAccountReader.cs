using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;
using Sockeye.Control.Users;

namespace Sockeye.Control.Importing.Xray;

/// <summary>Reads who may use an inbound: <c>auth</c> and <c>accounts</c>, which newer versions call <c>users</c>.</summary>
internal static class XrayAccountReader
{
    public static IReadOnlyList<XrayAccount> Read(SourceObject settings, XrayInboundProtocol protocol, XrayFile file)
    {
        if (protocol != XrayInboundProtocol.Http)
        {
            CheckMethod(settings);
        }

        // Where both are there, accounts count.
        var key = settings.Has("accounts") || !settings.Has("users") ? "accounts" : "users";
        var objects = settings.Objects(key);
        if (objects.Count == 0 && (settings.Node(key) is not { } list || list is { Kind: ConfigurationNodeKind.Array, Items.Count: 0 }))
        {
            settings.Refuse(key, protocol == XrayInboundProtocol.Http
                ? $"no \"{key}\": Xray then lets everybody in, and nobody gets in here without a password; write a user and a password"
                : $"no \"{key}\": nobody can log in; write a user and a password");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. objects.Select(account => ReadOne(account, names, file)).OfType<XrayAccount>()];
    }

    private static void CheckMethod(SourceObject settings)
    {
        var method = settings.String("auth");
        if (method != "password" && (method is not null || !settings.Has("auth")))
        {
            settings.Refuse("auth", (method is null ? "no \"auth\"" : $"\"auth\": {ConfigurationPath.Quote(method)}")
                + ": Xray then lets everybody in, and nobody gets in here without a password; write \"auth\": \"password\" and \"accounts\"");
        }
    }

    private static XrayAccount? ReadOne(SourceObject account, HashSet<string> names, XrayFile file)
    {
        var user = User(account, names);
        var password = Password(account, user, file);
        account.Finish();
        return user is null || password is null ? null : new XrayAccount(user, password, account.Place);
    }

    private static string? User(SourceObject account, HashSet<string> names)
    {
        var user = account.String("user");
        if (user is null)
        {
            if (!account.Has("user"))
            {
                account.Refuse("user", "no \"user\": write the user's name");
            }

            return null;
        }

        if (!UserName.TryValidate(user, out var why))
        {
            account.Refuse("user", why);
            return null;
        }

        if (names.Add(user))
        {
            return user;
        }

        account.Refuse("user", $"{ConfigurationPath.Quote(user)} is in this list a second time; keep one of them");
        return null;
    }

    private static ImportedPassword? Password(SourceObject account, string? user, XrayFile file)
    {
        if (account.String("pass") is not { } text)
        {
            if (!account.Has("pass"))
            {
                account.Refuse("pass", "no \"pass\": write the password, or its hash");
            }

            return null;
        }

        if (ImportedPasswordReader.IsPlaceholder(text))
        {
            var whose = user is null ? "the user's" : ConfigurationPath.Quote(user)[1..^1] + "'s";
            account.Refuse("pass", $"{ConfigurationPath.Quote(text)} is a placeholder: put {whose} password, or its hash, in its place");
            return null;
        }

        if (!ImportedPasswordReader.TryRead(text, out var password, out var whyNot))
        {
            account.Refuse("pass", whyNot);
        }
        else if (password.IsHash)
        {
            account.Translated("pass", "taken as a hash of the password (Xray itself would compare it as the password)");
        }
        else
        {
            account.Translated("pass", "hashed on the way in");
            if (ImportedPasswordReader.LooksLikeDigest(text))
            {
                file.Notes.Warn(account.PlaceOf("pass"), "it looks like a digest of a password; it is taken as the password itself, as Xray takes it");
            }
        }

        return password;
    }
}
