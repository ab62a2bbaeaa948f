using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Proxies;

/// <summary>A rule of HTTP (section 4.2, <c>http-request</c> and <c>redirect</c>). In mode tcp HAProxy never comes to it; in mode http it may keep clients out.</summary>
internal static class HttpRequestLine
{
    // One is enough to refuse the section.
    private const int MaximumTold = 100;

    public static void Read(HaproxyLine line, ProxySection section)
    {
        var action = line.Keyword == "redirect" ? line.Keyword : (line.At(1) ?? "").Split('(')[0];
        if (action is "deny" or "reject" or "silent-drop" or "tarpit" or "auth" or "return" or "redirect" or "use-service" || action.StartsWith("lua.", StringComparison.Ordinal))
        {
            section.Settings = section.Settings with { HttpGates = section.Settings.HttpGates.Add(line.Place()) }; // the mode may stand below
        }
        else
        {
            section.Tell.Unconcerned(line.Place(), "nothing here needs it; left out");
        }
    }

    /// <summary>What becomes of those that keep clients out, the inherited ones too, now that the section's mode is known.</summary>
    public static IEnumerable<ImportNote> Tell(ProxySettings settings) => settings.HttpGates.Take(MaximumTold).Select(place => settings.IsTcp
        ? new ImportNote(ImportOutcome.Unconcerned, place, "in mode tcp HAProxy never comes to it; left out")
        : new ImportNote(ImportOutcome.Refused, place, "this rule keeps clients out, and here they would get in: put it into a rule of the firewall, or remove it in a copy"));
}
