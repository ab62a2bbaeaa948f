using System.Globalization;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>names</c> of an <c>acme</c> entry: host names (RFC 1123 section 2.1), in ASCII, with a wildcard as the first label at most.</summary>
internal static class AcmeNames
{
    // What public authorities put into one certificate at most.
    private const int MaximumNames = 100;
    private const int MaximumNameLength = 253;
    private const int MaximumLabelLength = 63;
    private const string Wildcard = "*.";

    public static IReadOnlyList<string> Read(ConfigurationSection acme, AcmeChallengeKind challenge)
    {
        acme.Require("names");
        var names = new List<string>();
        foreach (var node in acme.Strings("names") ?? [])
        {
            if (ToAscii(node.Text) is not { } name)
            {
                acme.Fault(node.Place, $"expected a domain name, found {ConfigurationPath.Quote(node.Text)}");
            }
            else if (names.Contains(name))
            {
                acme.Fault(node.Place, $"{ConfigurationPath.Quote(node.Text)} stands here a second time");
            }
            else
            {
                if (name.StartsWith(Wildcard, StringComparison.Ordinal) && challenge != AcmeChallengeKind.Dns)
                {
                    acme.Fault(node.Place, $"only \"challenge\": \"dns-01\" gives a wildcard certificate such as {ConfigurationPath.Quote(name)}");
                }

                names.Add(name);
            }
        }

        if (names.Count > MaximumNames)
        {
            acme.Fault(acme.PlaceOf("names"), string.Create(CultureInfo.InvariantCulture, $"{names.Count} names are too many for one certificate; {MaximumNames} at most"));
        }

        return names;
    }

    private static string? ToAscii(string text)
    {
        // Without ICU the platform encodes capitals of other scripts as they stand, which is another name.
        text = text.ToLowerInvariant();
        var isWildcard = text.StartsWith(Wildcard, StringComparison.Ordinal);
        try
        {
            var host = new IdnMapping { UseStd3AsciiRules = true }.GetAscii((isWildcard ? text[Wildcard.Length..] : text).TrimEnd('.'));
            return IsHostName(host, isWildcard) ? (isWildcard ? Wildcard + host : host) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsHostName(string host, bool isBelowWildcard)
    {
        var labels = host.Split('.');

        // An address is no name: its certificates are another thing (RFC 8738), which nobody asks a proxy for yet.
        return host.Length <= MaximumNameLength
            && (!isBelowWildcard || labels.Length > 1)
            && !labels[^1].All(char.IsAsciiDigit)
            && labels.All(l => l.Length is > 0 and <= MaximumLabelLength && l.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && l[0] != '-' && l[^1] != '-');
    }
}
