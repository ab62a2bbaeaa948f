namespace Sockeye.Control.Certificates.Managed;

/// <summary>Reasons of a renewal as people read them.</summary>
public static class RenewalReasonText
{
    /// <summary>In a few words.</summary>
    public static string Of(RenewalReason reason) => reason switch
    {
        RenewalReason.Missing => "there is none yet",
        RenewalReason.NamesChanged => "its names are not those of the configuration",
        RenewalReason.WishChanged => "the configuration names another authority, profile or key",
        RenewalReason.Window => "the window that the authority suggests",
        RenewalReason.Lifetime => "two thirds of its lifetime",
        _ => "asked for",
    };
}
