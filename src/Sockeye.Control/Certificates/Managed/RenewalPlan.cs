namespace Sockeye.Control.Certificates.Managed;

/// <summary>When a certificate is to be issued again, and why.</summary>
/// <param name="At">Not before this time.</param>
/// <param name="Reason">Why then, as it stands in logs and listings.</param>
public sealed record RenewalPlan(DateTimeOffset At, RenewalReason Reason);

/// <summary>Why a certificate is issued again.</summary>
public enum RenewalReason
{
    /// <summary>There is none yet.</summary>
    Missing,

    /// <summary>Its names are not those of the configuration.</summary>
    NamesChanged,

    /// <summary>The configuration names another authority, profile or kind of key.</summary>
    WishChanged,

    /// <summary>The authority's suggested window (RFC 9773).</summary>
    Window,

    /// <summary>Two thirds of its lifetime are over.</summary>
    Lifetime,

    /// <summary>Someone asked for it.</summary>
    Asked,
}
