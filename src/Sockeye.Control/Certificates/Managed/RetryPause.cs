namespace Sockeye.Control.Certificates.Managed;

/// <summary>How long to wait after a failed attempt.</summary>
internal static class RetryPause
{
    /// <summary>The longest pause that an authority's Retry-After can ask for; beyond it is a fault of somebody's clock.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    // Let's Encrypt allows 5 failed validations of a name an hour, with one more each 12 minutes
    // (letsencrypt.org/docs/rate-limits): never met by these, also by a server that is restarted in between.
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(12),
    ];

    /// <summary>The pause: growing, up to a tenth longer by chance so that servers that failed together don't come back together.</summary>
    /// <param name="failures">How many attempts in a row failed; at least 1.</param>
    /// <param name="retryAfter">What the authority asked for (RFC 8555 section 6.6); null for nothing.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan After(int failures, TimeSpan? retryAfter, double chance)
    {
        var pause = Pauses[Math.Clamp(failures, 1, Pauses.Length) - 1] * (1 + (chance / 10));
        return retryAfter is { } asked && asked > pause ? (asked < Longest ? asked : Longest) : pause;
    }
}
