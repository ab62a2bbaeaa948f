using System.Text;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.ExternalProxies;

/// <summary>What is sent to the proxy as a login: from <c>auth</c>, or from beside it in the flat variant.</summary>
internal readonly record struct EntryLogin(string? UserName, string? Password)
{
    // One byte of length each (RFC 1929 section 2).
    private const int MaximumBytes = 255;

    private static readonly string[] NameKeys = ["username", "user"];
    private static readonly string[] PasswordKeys = ["password", "pass"];

    /// <param name="proxy">The proxy.</param>
    /// <param name="isHttp">Whether it is an HTTP proxy, which splits a login at its first colon (RFC 7617 section 2).</param>
    public static EntryLogin Read(SourceObject proxy, bool isHttp)
    {
        var auth = Settings(proxy);
        var flag = auth is null ? (proxy, "auth") : (auth, "enabled");
        var isOn = auth is null ? Alone(proxy) : auth.Boolean("enabled");
        var isRequired = isOn == true || auth?.Boolean("required") == true;
        var login = isOn == false ? LeaveOut(auth, proxy) : Text(auth, proxy, isHttp);
        if (isRequired && !NamesUser(auth, proxy))
        {
            var (holder, key) = isOn == true ? flag : (auth!, "required");
            holder.Refuse(key, "a login is asked for and there is none; put \"username\" and \"password\", or false here");
        }

        auth?.Finish();
        return login;
    }

    /// <summary><c>***</c>.</summary>
    public override string ToString() => "***";

    private static SourceObject? Settings(SourceObject proxy)
    {
        switch (proxy.Node("auth"))
        {
            case null or { Kind: ConfigurationNodeKind.Boolean }:
                return null;
            case { Kind: ConfigurationNodeKind.Object }:
                return proxy.Object("auth");
            case var node:
                proxy.Refuse("auth", $"expected an object with \"username\" and \"password\", or true or false, found {SourceObject.Describe(node)}");
                return null;
        }
    }

    private static bool? Alone(SourceObject proxy) => proxy.Node("auth") is { Kind: ConfigurationNodeKind.Boolean } ? proxy.Boolean("auth") : null;

    private static EntryLogin Text(SourceObject? auth, SourceObject proxy, bool isHttp)
    {
        var name = Alike(auth, proxy, NameKeys) is { } text ? UserNameOf(text, isHttp) : null;
        if (Alike(auth, proxy, PasswordKeys) is not { } password || PasswordOf(password) is not { } secret)
        {
            return new EntryLogin(name, null);
        }

        if (!NamesUser(auth, proxy))
        {
            password.Holder.Refuse(password.Key, "a password without a user name; put \"username\" beside it, or leave it out");
        }

        return new EntryLogin(name, name is null ? null : secret);
    }

    // A name of the wrong type is a fault of its own.
    private static bool NamesUser(SourceObject? auth, SourceObject proxy) => NameKeys.Any(key => Names(auth, key) || Names(proxy, key));

    private static bool Names(SourceObject? holder, string key) => holder?.Node(key) is { } node && node is not { Kind: ConfigurationNodeKind.String, Text: "" };

    private static AliasedText? Alike(SourceObject? auth, SourceObject proxy, string[] keys) =>
        AliasedText.Read([.. keys.Select(key => (auth, key)), .. keys.Select(key => ((SourceObject?)proxy, key))]);

    private static string? UserNameOf(AliasedText name, bool isHttp)
    {
        if (name.Text.Length == 0)
        {
            name.Holder.Translated(name.Key, "empty: no login");
            return null;
        }

        var why = Encoding.UTF8.GetByteCount(name.Text) > MaximumBytes ? $"a user name has at most {MaximumBytes} bytes"
            : name.Text.Any(char.IsControl) ? "a user name must not contain control characters"
            : isHttp && name.Text.Contains(':', StringComparison.Ordinal) ? "the user name of an HTTP proxy cannot hold a colon"
            : null;
        if (why is not null)
        {
            name.Holder.Refuse(name.Key, why);
        }

        return why is null ? name.Text : null;
    }

    private static string? PasswordOf(AliasedText password)
    {
        if (password.Text.Length == 0)
        {
            password.Holder.Translated(password.Key, "empty: no password");
            return null;
        }

        var why = ImportedPasswordReader.IsPlaceholder(password.Text) ? "a placeholder, not a password; put the proxy's own password in its place"
            : Encoding.UTF8.GetByteCount(password.Text) > MaximumBytes ? $"a password has at most {MaximumBytes} bytes"
            : null;
        if (why is not null)
        {
            password.Holder.Refuse(password.Key, why);
        }

        return why is null ? password.Text : null;
    }

    private static EntryLogin LeaveOut(SourceObject? auth, SourceObject proxy)
    {
        foreach (var holder in new[] { auth, proxy }.OfType<SourceObject>())
        {
            foreach (var key in NameKeys.Concat(PasswordKeys).Where(holder.Has))
            {
                holder.Unconcerned(key, "the login is switched off; left out");
            }
        }

        return default;
    }
}
