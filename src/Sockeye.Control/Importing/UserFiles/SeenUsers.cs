using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.UserFiles;

/// <summary>
/// What the users before had, so that a name, an e-mail address or a UUID stands once in a file. A rule's user is a name
/// or an e-mail address, whatever the case of its letters: one user's name is no other's e-mail address either.
/// </summary>
internal sealed class SeenUsers
{
    private readonly Dictionary<string, SourcePlace> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourcePlace> _namesOfAnyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SourcePlace> _emails = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Guid, SourcePlace> _uuids = [];

    public bool AddName(SourceObject user, string name)
    {
        if (_names.TryGetValue(name, out var first))
        {
            user.Refuse("username", $"the name {ConfigurationPath.Quote(name)} is taken by {Where(first)}; a name stands once");
            return false;
        }

        if (_emails.TryGetValue(name, out var email))
        {
            user.Refuse("username", $"{ConfigurationPath.Quote(name)} is the e-mail address of {Where(email)}; rules could not tell the two apart");
            return false;
        }

        var place = user.PlaceOf("username");
        _names.Add(name, place);
        _namesOfAnyCase.TryAdd(name, place);
        return true;
    }

    public bool AddEmail(SourceObject user, string email, string? ownName)
    {
        if (_emails.TryGetValue(email, out var first))
        {
            user.Refuse("email", $"{ConfigurationPath.Quote(email)} is the e-mail address of {Where(first)} already; an address stands once");
            return false;
        }

        var isOwnName = email.Equals(ownName, StringComparison.OrdinalIgnoreCase);
        if (!isOwnName && _namesOfAnyCase.TryGetValue(email, out var name))
        {
            user.Refuse("email", $"{ConfigurationPath.Quote(email)} is the name of {Where(name)}; rules could not tell the two apart");
            return false;
        }

        _emails.Add(email, user.PlaceOf("email"));
        return true;
    }

    /// <summary>The UUID, or null after a refusal.</summary>
    public Guid? AddUuid(SourceObject user, Guid uuid)
    {
        if (_uuids.TryGetValue(uuid, out var first))
        {
            user.Refuse("uuid", $"{Where(first)} has the same UUID; a UUID stands once");
            return null;
        }

        _uuids.Add(uuid, user.PlaceOf("uuid"));
        return uuid;
    }

    // Tools write whole files in one line: the path tells more than that.
    private static string Where(SourcePlace place) => $"{place.Path} in line {place.Line}";
}
