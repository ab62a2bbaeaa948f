using Sockeye.Control.Users;

namespace Sockeye.Control.Exporting.Xray;

/// <summary>The users by what a rule may call them.</summary>
internal sealed class UserNames(IReadOnlyList<UserRecord> users)
{
    private readonly HashSet<string> _names = users.Select(u => u.Name).ToHashSet(StringComparer.Ordinal);

    private readonly ILookup<string, string> _byEmail = users.Where(u => u.Email is not null)
        .ToLookup(u => u.Email!, u => u.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The names of who is meant by a name or an e-mail; the text itself where nobody is. Nothing where nobody is and an import
    /// would take the name before the @ for somebody, as the deployed rules want it.
    /// </summary>
    public IReadOnlyList<string> MeantBy(string text)
    {
        List<string> meant = [.. _names.Contains(text) ? [text] : (string[])[], .. _byEmail[text]];
        return meant.Count > 0 ? meant : text.LastIndexOf('@') is > 0 and var at && _names.Contains(text[..at]) ? [] : [text];
    }
}
