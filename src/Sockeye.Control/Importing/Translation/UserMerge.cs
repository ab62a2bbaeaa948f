using System.Text;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.UserFiles;
using Sockeye.Control.Importing.Xray;
using Sockeye.Control.Users;

namespace Sockeye.Control.Importing.Translation;

/// <summary>Makes one list of users of Xray's accounts and the users' file. Where both give a password, Xray's is the one that worked.</summary>
internal sealed class UserMerge(ImportedSystem system, ImportNotes notes)
{
    private readonly Dictionary<string, XrayAccount> _accounts = new(StringComparer.Ordinal);

    /// <summary>In the order of Xray's file, then of the users' file.</summary>
    public List<ImportedUser> Users { get; } = [];

    public void Run()
    {
        foreach (var account in (system.Xray?.Inbounds ?? []).SelectMany(inbound => inbound.Accounts))
        {
            Gather(account);
        }

        var listed = (system.Users ?? []).ToDictionary(user => user.Name, StringComparer.Ordinal);
        foreach (var account in _accounts.Values)
        {
            Add(account, listed.GetValueOrDefault(account.User));
        }

        foreach (var user in listed.Values.Where(user => !_accounts.ContainsKey(user.Name)))
        {
            Add(user);
        }
    }

    private void Gather(XrayAccount account)
    {
        if (!_accounts.TryGetValue(account.User, out var other))
        {
            _accounts[account.User] = account;
        }
        else if (!AreSame(account.Password, other.Password))
        {
            notes.Refuse(account.Place, $"{ConfigurationPath.Quote(account.User)} has another password at {other.Place}; a user has one here: write the same in both");
        }
    }

    private void Add(XrayAccount account, FileUser? listed)
    {
        if (listed?.Password is { } password && !AreSame(account.Password, password))
        {
            notes.Refuse(
                listed.PasswordPlace ?? listed.Place,
                $"{ConfigurationPath.Quote(account.User)} has another password in Xray's file ({account.Place}), which is the one that worked: write that here, or leave it out here");
        }
        else if (listed is { HasPlaceholder: true, PasswordPlace: { } place })
        {
            notes.Warn(place, $"a placeholder; Xray's file has the password of {ConfigurationPath.Quote(account.User)}, which is used");
        }

        if (listed is { UsesProxy: false })
        {
            notes.Warn(listed.Place, $"{ConfigurationPath.Quote(account.User)} isn't for the proxy by this file, but Xray's file lets him in ({account.Place}), and so it stays");
        }

        Users.Add(Merged(account.User, account.Password, account.Place, listed));
    }

    private void Add(FileUser user)
    {
        if (!user.UsesProxy)
        {
            return; // told where it was read
        }

        if (user is { HasPlaceholder: true, PasswordPlace: { } place })
        {
            notes.Refuse(place, $"a placeholder stands in the place of the password of {ConfigurationPath.Quote(user.Name)}: put the password, or its hash, there");
            return;
        }

        if (user.Password is not { } password)
        {
            if (user.PasswordPlace is null)
            {
                notes.Unconcerned(user.Place, $"{ConfigurationPath.Quote(user.Name)} has no password for a proxy: not taken over");
            }

            return;
        }

        if (system.Xray is not null && user.Enabled)
        {
            notes.Warn(user.Place, $"{ConfigurationPath.Quote(user.Name)} has a password here and no account in Xray's file: he could not log in before, and can now");
        }

        Users.Add(Merged(user.Name, password, user.Place, user));
    }

    private static ImportedUser Merged(string name, ImportedPassword password, SourcePlace place, FileUser? listed) => new()
    {
        Name = name,
        IsListed = listed is not null,
        Email = listed?.Email,
        Uuid = listed?.Uuid,
        Password = password,
        Upstream = listed?.ExternalProxy,
        UpstreamPlace = listed?.ExternalProxyPlace,
        Enabled = listed?.Enabled ?? true,
        ExpiresAt = listed?.ExpiresAt,
        Place = place,
    };

    /// <summary>Whether both are the same password: a hash is held against the other's clear text.</summary>
    private static bool AreSame(ImportedPassword one, ImportedPassword other) =>
        one.IsHash == other.IsHash ? one.Text == other.Text
        : one.IsHash ? Fits(other.Text, one.Text)
        : Fits(one.Text, other.Text);

    private static bool Fits(string password, string hash) => StoredPassword.Read(hash, out _)?.Verify(Encoding.UTF8.GetBytes(password)) == true;
}
