namespace Sockeye.Acme.Wire;

/// <summary>The header Link as far as ACME uses it (RFC 8288 section 3): <c>&lt;address&gt;;rel="alternate"</c>, several with commas.</summary>
internal static class LinkHeader
{
    private const int MaximumLinks = 32;

    /// <summary>The addresses of one relation that may be asked; what can't be read is left out, for links are offers.</summary>
    public static IReadOnlyList<Uri> Read(IEnumerable<string> values, string relation, Authority from) =>
        [
            .. values.SelectMany(value => Split(value, ','))
                .Select(link => AddressOf(link, relation, from))
                .OfType<Uri>()
                .Take(MaximumLinks),
        ];

    private static Uri? AddressOf(string link, string relation, Authority from)
    {
        var parts = Split(link, ';');
        return parts[0] is ['<', .. var address, '>'] && parts.Skip(1).Any(parameter => IsRelation(parameter, relation))
            && Uri.TryCreate(address, UriKind.Absolute, out var url) && from.IsAsked(url)
                ? url
                : null;
    }

    private static bool IsRelation(string parameter, string relation) =>
        parameter.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value] && name.Equals("rel", StringComparison.OrdinalIgnoreCase)
        && value.Trim('"').Split(' ').Contains(relation, StringComparer.OrdinalIgnoreCase);

    /// <summary>The parts between separators that stand neither in quotes nor in an address, without the space around them.</summary>
    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        var (isQuoted, isAddress) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == separator && !isQuoted && !isAddress)
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
                continue;
            }

            (isQuoted, isAddress) = text[i] switch
            {
                '"' when !isAddress => (!isQuoted, false),
                '<' when !isQuoted => (false, true),
                '>' => (isQuoted, false),
                _ => (isQuoted, isAddress),
            };
        }

        parts.Add(text[start..].Trim());
        return parts;
    }
}
