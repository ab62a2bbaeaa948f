namespace Sockeye.Acme;

/// <summary>
/// The authority refused, answered with something that is not ACME, or could not be asked. The message is one line for the
/// person who can mend it; what in it the authority wrote is escaped and cut.
/// </summary>
public sealed class AcmeException(string message, AcmeProblem? problem = null, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The authority's own words (RFC 8555 section 6.7), or null where it had none.</summary>
    public AcmeProblem? Problem { get; } = problem;

    /// <summary>How long the authority asked to be left alone (RFC 8555 section 6.6), or null.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
