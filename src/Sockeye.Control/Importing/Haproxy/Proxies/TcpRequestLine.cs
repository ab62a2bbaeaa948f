using Sockeye.Control.Importing.Haproxy.Lines;
using Sockeye.Core.Net;

namespace Sockeye.Control.Importing.Haproxy.Proxies;

/// <summary>
/// Reads a <c>tcp-request</c> line. Its rules decide who gets in, so that what is not understood is refused; the refusal
/// counts where the section turns out to concern us.
/// </summary>
internal static class TcpRequestLine
{
    private static readonly CidrRange[] Everyone =
        [CidrRange.TryParse("0.0.0.0/0", out var v4) ? v4 : default, CidrRange.TryParse("::/0", out var v6) ? v6 : default];

    public static void Read(HaproxyLine line, ProxySection section)
    {
        var (layer, action) = (line.At(1), line.At(2) ?? "");
        var place = line.Place(2, layer is "connection" or "session" or "content" ? layer : null);
        switch (Action(action))
        {
            case var _ when layer == "inspect-delay":
                section.Tell.Unconcerned(line.Place(0, layer), "nothing here needs it; left out");
                break;
            case var _ when layer is not ("connection" or "session" or "content"):
                section.Tell.Refuse(line.Place(1), "expected connection, session, content or inspect-delay");
                break;
            case "expect-proxy" when layer == "connection":
                ReadExpectProxy(line, section, place);
                break;
            case "accept":
                section.Settings = section.Settings with { AcceptsEarly = section.Settings.AcceptsEarly || layer == "connection" };
                section.Tell.Unconcerned(place, "whoever no rule keeps out gets in here too");
                break;
            case "reject" or "silent-drop":
                section.Tell.Refuse(place, "this rule keeps clients out, and here they would get in: put it into a rule of the firewall, or remove it in a copy");
                break;
            case "capture" or "set-var" or "set-var-fmt" or "unset-var" or "set-log-level" or "do-resolve":
                section.Tell.Unconcerned(place, "nothing here needs it; left out");
                break;
            case "track-sc" or "sc-inc" or "sc-set" or "sc-add":
                section.Tell.Warn(place, "rate limits and counters are not taken over");
                break;
            case "set-mark" or "set-tos" or "set-nice" or "set-priority" or "set-bandwidth-limit" or "set-src":
                section.Tell.Warn(place, "this rule is not taken over");
                break;
            default:
                section.Tell.Refuse(place, "what this rule decides can't be taken over: remove it in a copy if it may go");
                break;
        }
    }

    // Without what stands in brackets, and the families by their first words.
    private static string Action(string word)
    {
        var name = word.Split('(')[0];
        foreach (var family in (ReadOnlySpan<string>)["track-sc", "sc-inc", "sc-set", "sc-add", "set-mark", "set-tos", "set-priority", "set-src"])
        {
            if (name.StartsWith(family, StringComparison.Ordinal))
            {
                return family;
            }
        }

        return name;
    }

    private static void ReadExpectProxy(HaproxyLine line, ProxySection section, SourcePlace place)
    {
        if (!line.Expand(section.Tell))
        {
            return;
        }

        var condition = HaproxyCondition.Read(line, 4, section.Settings.Conditions);
        if (line.At(3) != "layer4")
        {
            section.Tell.Refuse(place, "expected layer4 behind expect-proxy");
        }
        else if (condition.IsNever)
        {
            section.Tell.Unconcerned(place, "never reached; left out");
        }
        else if (section.Settings.AcceptsEarly || (!condition.IsAlways && condition.Sources is null))
        {
            section.Tell.Refuse(place, "from whom a PROXY header is expected must be plain: addresses as in if { src 10.0.0.0/8 192.0.2.1 }, and no accept above");
        }
        else
        {
            section.Settings = section.Settings with { ExpectsProxyFrom = section.Settings.ExpectsProxyFrom.AddRange(condition.Sources?.AsEnumerable() ?? Everyone) };
            section.Tell.Taken(place, "a PROXY header is expected from these addresses");
        }
    }
}
