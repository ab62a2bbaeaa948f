using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>How a look at a certificate ended.</summary>
public abstract record RenewalResult
{
    private RenewalResult()
    {
    }

    /// <summary>A new certificate is in the store.</summary>
    /// <param name="Certificate">It, with its key.</param>
    /// <param name="Reason">Why it was issued.</param>
    public sealed record Issued(TlsCertificate Certificate, RenewalReason Reason) : RenewalResult;

    /// <summary>Nothing is to be done yet.</summary>
    /// <param name="Plan">What comes next.</param>
    /// <param name="LookAgain">When the authority is to be asked for its window again; null where it isn't.</param>
    /// <param name="LastError">Why the last attempt failed, where one did.</param>
    public sealed record NotDue(RenewalPlan Plan, DateTimeOffset? LookAgain, string? LastError) : RenewalResult;

    /// <summary>Another process or thread issues it at this moment.</summary>
    public sealed record Busy : RenewalResult;

    /// <summary>The attempt failed; the certificate before stays.</summary>
    /// <param name="Reason">Why, in one line.</param>
    /// <param name="RetryAt">Not before then again.</param>
    public sealed record Failed(string Reason, DateTimeOffset RetryAt) : RenewalResult;
}
