using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Sockeye.HttpForwarding.Forwarding;

/// <summary>The fields that a Connection header nominates end at this hop (RFC 9110 section 7.6.1).</summary>
internal static class HopByHop
{
    // The server and the forwarder still read these, and decide themselves what goes on. Without the framing fields
    // a body would be read as a next message.
    private static readonly string[] Kept =
        [HeaderNames.Connection, HeaderNames.ContentLength, HeaderNames.TransferEncoding, HeaderNames.Upgrade, HeaderNames.Host, HeaderNames.Expect, HeaderNames.TE];

    /// <summary>Removes what <paramref name="connection"/>, the field's values, nominates.</summary>
    public static void RemoveNominated(IHeaderDictionary headers, StringValues connection)
    {
        foreach (var line in connection)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var name = line.AsSpan(range).Trim();
                if (!name.IsEmpty && !IsKept(name))
                {
                    headers.Remove(name.ToString());
                }
            }
        }
    }

    private static bool IsKept(ReadOnlySpan<char> name)
    {
        foreach (var kept in Kept)
        {
            if (name.Equals(kept, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return name.Equals("close", StringComparison.OrdinalIgnoreCase) || name.Equals("keep-alive", StringComparison.OrdinalIgnoreCase);
    }
}
