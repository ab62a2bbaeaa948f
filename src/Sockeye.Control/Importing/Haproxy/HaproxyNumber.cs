using System.Globalization;
using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy;

/// <summary>Reads numbers of connections.</summary>
internal static class HaproxyNumber
{
    /// <summary>The number behind <c>maxconn</c>; null where it is 0, which leaves it to HAProxy, and after a refusal.</summary>
    public static HaproxyValue<int>? ReadMaximumConnections(HaproxyLine line, int index, ImportNotes notes, string? more = null)
    {
        var place = line.Place(index, more);
        if (!int.TryParse(line.At(index), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            notes.Refuse(place, "a whole number of connections is needed, as in maxconn 2000");
            return null;
        }

        if (value == 0)
        {
            notes.Unconcerned(place, "0 leaves the limit to HAProxy; here the default holds");
            return null;
        }

        notes.Taken(place, "worked into the limit of all ports together");
        return new HaproxyValue<int>(value, place);
    }
}
