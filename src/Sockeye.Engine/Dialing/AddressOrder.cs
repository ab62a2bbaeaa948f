using System.Net;

namespace Sockeye.Engine.Dialing;

/// <summary>The order in which the addresses of a name are tried.</summary>
internal static class AddressOrder
{
    /// <summary>
    /// Keeps the order within each family as it came (RFC 6724 sorted it), starts with the family that came first, and
    /// lets the families take turns (RFC 8305 section 4), so that one dead family costs one attempt delay only.
    /// Addresses named twice are kept once.
    /// </summary>
    public static IPAddress[] Interleave(IReadOnlyList<IPAddress> addresses)
    {
        var distinct = addresses.Select(Unmapped).Distinct().ToList();
        if (distinct.Count == 0)
        {
            return [];
        }

        var first = distinct.Where(a => a.AddressFamily == distinct[0].AddressFamily).ToList();
        var second = distinct.Where(a => a.AddressFamily != distinct[0].AddressFamily).ToList();
        var ordered = new List<IPAddress>(distinct.Count);
        for (var i = 0; i < Math.Max(first.Count, second.Count); i++)
        {
            if (i < first.Count)
            {
                ordered.Add(first[i]);
            }

            if (i < second.Count)
            {
                ordered.Add(second[i]);
            }
        }

        return [.. ordered];
    }

    private static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
