using System.Buffers;

namespace Sockeye.Control.Upstreams;

/// <summary>What an upstream may be called.</summary>
public static class UpstreamId
{
    private const int MaxCharacters = 64;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>1 to 64 of A-Z, a-z, 0-9, dot, underscore, hyphen; not one of the outbounds that always exist.</summary>
    /// <param name="id">The id.</param>
    /// <param name="why">One line on what is wrong; empty where valid.</param>
    public static bool TryValidate(string id, out string why)
    {
        ArgumentNullException.ThrowIfNull(id);
        why = "";
        if (id.Length is 0 or > MaxCharacters || id.AsSpan().ContainsAnyExcept(Characters))
            why = $"the id of an upstream is 1 to {MaxCharacters} of A-Z a-z 0-9 . _ -";
        else if (id.Equals("direct", StringComparison.OrdinalIgnoreCase) || id.Equals("block", StringComparison.OrdinalIgnoreCase))
            why = $"an upstream cannot be called {id}: that outbound always exists";
        return why.Length == 0;
    }
}
