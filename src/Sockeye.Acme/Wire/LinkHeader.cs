using System.Text.RegularExpressions;

namespace Sockeye.Acme.Wire;

/// <summary>The header Link as far as ACME uses it (RFC 8288 section 3): <c>&lt;address&gt;;rel="alternate"</c>, several with commas.</summary>
internal static partial class LinkHeader
{
    private const int MaximumLinks = 32;

    /// <summary>The addresses of one relation that may be asked; what can't be read is left out, for links are offers.</summary>
    public static IReadOnlyList<Uri> Read(IEnumerable<string> values, string relation, Authority from) =>
        [
            .. values.SelectMany(value => Link().Matches(value))
                .Where(link => link.Groups["rel"].Value.Split(' ').Contains(relation, StringComparer.OrdinalIgnoreCase))
                .Select(link => Uri.TryCreate(link.Groups["address"].Value, UriKind.Absolute, out var url) && from.IsAsked(url) ? url : null)
                .OfType<Uri>()
                .Take(MaximumLinks),
        ];

    [GeneratedRegex("""<(?<address>[^<>]*)>(?:\s*;\s*(?:rel\s*=\s*(?:"(?<rel>[^"]*)"|(?<rel>[^\s;,"]+))|[^\s;,="]+(?:\s*=\s*(?:"[^"]*"|[^\s;,"]*))?))*""", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
