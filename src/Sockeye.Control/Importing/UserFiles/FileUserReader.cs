using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;

namespace Sockeye.Control.Importing.UserFiles;

/// <summary>Reads one user.</summary>
internal static class FileUserReader
{
    private static readonly string[] ConnectionTypes = ["vpn", "proxy", "both"];

    /// <summary>The user, or null where his name is at fault; every field is told either way.</summary>
    public static FileUser? Read(SourceObject user, SeenUsers seen)
    {
        var name = Name(user, seen);
        var email = Email(user, seen, name);
        var uuid = Uuid(user, seen);
        var usesProxy = UsesProxy(user);
        var password = usesProxy ? FilePasswordReader.Read(user) : FilePasswordReader.LeaveOut(user);
        var proxy = ExternalProxy(user);
        var enabled = FileUserFlags.Read(user);
        var expires = FileExpiryReader.Read(user);
        ForeignUserFields.Tell(user);
        user.Finish();
        return name is null ? null : new FileUser
        {
            Name = name,
            Email = email,
            Uuid = uuid,
            Password = password.Password,
            PasswordPlace = password.Place,
            HasPlaceholder = password.IsPlaceholder,
            ExternalProxy = proxy,
            ExternalProxyPlace = proxy is null ? null : user.PlaceOf("external_proxy_id"),
            UsesProxy = usesProxy,
            Enabled = enabled,
            ExpiresAt = expires,
            Place = user.Place,
        };
    }

    private static string? Name(SourceObject user, SeenUsers seen)
    {
        if (!user.Has("username"))
        {
            var near = NearestName.Find("username", user.Keys);
            user.Refuse("username", "\"username\" is missing" + (near is null ? "" : $"; is {ConfigurationPath.Quote(near)} meant to be it?"));
            return null;
        }

        if (user.String("username") is not { } name)
        {
            return null;
        }

        if (!UserName.TryValidate(name, out var why))
        {
            user.Refuse("username", why);
            return null;
        }

        return seen.AddName(user, name) ? name : null;
    }

    private static string? Email(SourceObject user, SeenUsers seen, string? name)
    {
        switch (user.String("email"))
        {
            case null:
                return null;
            case "":
                user.Translated("email", "empty: no e-mail address");
                return null;
            case var email when !EmailAddress.TryValidate(email, out var why):
                user.Refuse("email", why);
                return null;
            case var email:
                return seen.AddEmail(user, email, name) ? email : null;
        }
    }

    private static Guid? Uuid(SourceObject user, SeenUsers seen)
    {
        switch (user.String("uuid"))
        {
            case null:
                return null;
            case var text when !Guid.TryParseExact(text, "D", out var uuid) || uuid == Guid.Empty:
                // Not shown: the UUID is what VLESS clients log in with.
                user.Warn("uuid", "no UUID, which has 32 hexadecimal digits in groups of 8-4-4-4-12; a new one is made");
                return null;
            case var text:
                return seen.AddUuid(user, Guid.ParseExact(text, "D"));
        }
    }

    private static bool UsesProxy(SourceObject user)
    {
        switch (user.String("connection_type")?.ToLowerInvariant())
        {
            case null or "proxy" or "both":
                return true;
            case "vpn":
                user.Unconcerned("connection_type", "vpn: the proxy is not for him; he is left out");
                return false;
            case var type:
                user.Refuse(
                    "connection_type",
                    $"expected vpn, proxy or both, found {ConfigurationPath.Quote(type)}{NearestName.Hint(type, ConnectionTypes)}");
                return true;
        }
    }

    private static string? ExternalProxy(SourceObject user)
    {
        const string Key = "external_proxy_id";
        if (user.Keys.Contains(Key) && !user.Has(Key))
        {
            user.Taken(Key, "null: no external proxy of his own");
            return null;
        }

        switch (user.Node(Key))
        {
            case null:
                return null;
            case { Kind: not ConfigurationNodeKind.String } node:
                user.Refuse(Key, $"expected null, or the id of a proxy as a string in quotes, found {SourceObject.Describe(node)}");
                return null;
            case { Text: "" }:
                user.Translated(Key, "empty: no external proxy of his own");
                return null;
            case { Text: var id } when !UpstreamId.TryValidate(id, out var why):
                user.Refuse(Key, why);
                return null;
            case { Text: var id }:
                return id;
        }
    }
}
