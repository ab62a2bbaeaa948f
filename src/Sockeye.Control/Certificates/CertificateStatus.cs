using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Control.Certificates;

/// <summary>One certificate that a server has or wants, and how it stands with it.</summary>
/// <param name="Tag">Its tag; for files the path, for the local authority's <c>local</c>.</param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Inbounds">The inbounds that serve it.</param>
/// <param name="Certificate">It; null where there is none that can be used.</param>
/// <param name="Fault">Why there is none, or why it is not as it should be; null where all is well.</param>
/// <param name="Next">When it is issued again, and why; null where nobody does that.</param>
/// <param name="LastAttempt">When the last attempt began, where it failed.</param>
/// <param name="LastError">Why it failed, in one line; null where the last one succeeded.</param>
/// <param name="Window">The authority's suggested window; null where it suggests nothing.</param>
public sealed record CertificateStatus(
    string Tag,
    CertificateOrigin Kind,
    IReadOnlyList<string> Inbounds,
    CertificateSummary? Certificate,
    string? Fault,
    RenewalPlan? Next = null,
    DateTimeOffset? LastAttempt = null,
    string? LastError = null,
    RenewalWindow? Window = null);

/// <summary>Where a certificate comes from.</summary>
public enum CertificateOrigin
{
    /// <summary>An authority, by ACME.</summary>
    Acme,

    /// <summary><c>cert import</c>.</summary>
    Imported,

    /// <summary>Files that the configuration names.</summary>
    Files,

    /// <summary>The local authority.</summary>
    Local,
}
