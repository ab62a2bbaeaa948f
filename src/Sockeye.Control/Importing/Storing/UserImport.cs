using System.Text;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Translation;
using Sockeye.Control.Storage;
using Sockeye.Control.Users;

namespace Sockeye.Control.Importing.Storing;

/// <summary>One imported user beside the one of the database.</summary>
/// <remarks>
/// What a password was at its last import is kept beside the user: a hash is replaced by one of our own kind at the first
/// login, and a password that the operator has changed here since then is not to be undone by the same old file. The same
/// goes for whom he disabled or gave another way out.
/// </remarks>
internal sealed class UserImport
{
    private readonly ImportedUser _user;
    private readonly UserRecord? _stored;
    private readonly bool _wasImported;
    private readonly bool _isNewPassword;

    private UserImport(ImportedUser user, UserRecord? stored, bool wasImported, string hash, bool isNewPassword) =>
        (_user, _stored, _wasImported, PasswordHash, _isNewPassword) = (user, stored, wasImported, hash, isNewPassword);

    public string Name => _user.Name;

    /// <summary>The hash of the password as the file has it.</summary>
    public string PasswordHash { get; }

    /// <summary>Finds out whether the password is another than it was, and hashes it if so.</summary>
    /// <param name="user">As the files have him.</param>
    /// <param name="stored">As the database has him, or null.</param>
    /// <param name="imported">The hash of his password as it was last imported, or null.</param>
    public static UserImport Prepare(ImportedUser user, UserRecord? stored, string? imported)
    {
        var (before, text) = (imported ?? stored?.PasswordHash, user.Password.Text);
        var isSame = before is not null && (user.Password.IsHash ? before == text : StoredPassword.Read(before, out _)?.Verify(Encoding.UTF8.GetBytes(text)) == true);
        var hash = isSame ? before! : user.Password.IsHash ? text : PasswordHasher.Hash(Encoding.UTF8.GetBytes(text));
        return new UserImport(user, stored, imported is not null, hash, !isSame);
    }

    public ImportChange Apply(UserStore users, ImportedFieldRows rows, bool replaces)
    {
        var (said, before) = (ImportedUserFields.Of(_user), rows.FindUser(Name));
        if (_user.IsListed && said != before)
        {
            rows.Write(Name, said);
        }

        if (_stored is null)
        {
            users.Add(new NewUser
            {
                Name = Name,
                PasswordHash = PasswordHash,
                Email = _user.Email,
                Uuid = _user.Uuid,
                Upstream = _user.Upstream,
                Enabled = _user.Enabled,
                ExpiresAt = _user.ExpiresAt,
            });
            return new ImportChange("user", Name, ImportAction.Added, "");
        }

        var parts = new List<string>();
        if (_isNewPassword)
        {
            if (!_wasImported && !replaces)
            {
                throw new StoreException(
                    StoreError.NameTaken,
                    $"{_user.Place}: the database has a user {ConfigurationPath.Quote(Name)} with another password, whom no import brought; remove one of the two, or say --overwrite");
            }

            users.SetPassword(Name, PasswordHash);
            parts.Add("password");
        }

        // What only the users' file knows stays where that was not named.
        if (_user.IsListed)
        {
            SetFields(users, said, replaces ? null : before ?? ImportedUserFields.Nothing, parts);
        }

        return new ImportChange("user", Name, parts.Count > 0 ? ImportAction.Changed : ImportAction.Unchanged, string.Join(", ", parts));
    }

    /// <summary>Changes what the file says otherwise than before, and nothing that was changed here since.</summary>
    private void SetFields(UserStore users, ImportedUserFields said, ImportedUserFields? before, List<string> parts)
    {
        var have = ImportedUserFields.Of(_stored!);
        var changes = new UserChanges();
        if (said.Email is not null && Differs(fields => fields.Email))
        {
            changes = changes with { Email = said.Email };
            parts.Add("e-mail");
        }

        if (Differs(fields => fields.Upstream))
        {
            changes = changes with { Upstream = said.Upstream };
            parts.Add("upstream");
        }

        if (Differs(fields => fields.ExpiresAt))
        {
            changes = changes with { ExpiresAt = said.ExpiresAt };
            parts.Add("expiry");
        }

        if (changes != new UserChanges())
        {
            users.Set(Name, changes);
        }

        if (Differs(fields => fields.Enabled))
        {
            users.SetEnabled(Name, said.Enabled);
            parts.Add(said.Enabled ? "enabled" : "disabled");
        }

        bool Differs<T>(Func<ImportedUserFields, T> field) =>
            !Equals(field(said), field(have)) && (before is null || !Equals(field(said), field(before)));
    }
}
