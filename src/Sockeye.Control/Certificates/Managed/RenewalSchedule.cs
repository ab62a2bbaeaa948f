using System.Security.Cryptography.X509Certificates;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Decides when a certificate is issued again. Pure: the same certificate, state and time give the same plan.</summary>
internal static class RenewalSchedule
{
    // Clocks of machines that share a store differ by so much.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    // Between two certificates that nobody asked for: where an authority's window is always in the past, or the clock is wrong
    // by weeks, each new one would be due at once. Far under what authorities allow, and soon enough when they revoke in haste.
    private static readonly TimeSpan BetweenTwo = TimeSpan.FromHours(1);

    /// <summary>The plan.</summary>
    /// <param name="wish">What the configuration asks for.</param>
    /// <param name="certificate">The certificate in the store; null where there is none that can be used.</param>
    /// <param name="state">What is known beside it.</param>
    /// <param name="now">The time.</param>
    public static RenewalPlan Of(AcmeOptions wish, X509Certificate2? certificate, CertificateState state, DateTimeOffset now)
    {
        var plan = Due(wish, certificate, state, now);
        if (certificate is not null && AfterTheLast(wish, certificate, state, now) is { } earliest && earliest > plan.At)
        {
            plan = plan with { At = earliest };
        }

        return NotBefore(wish, state, now) is { } retry && retry > plan.At ? plan with { At = retry } : plan;
    }

    /// <summary>The end of the pause after a failed attempt; null where there is none, or where what was tried was something else.</summary>
    public static DateTimeOffset? NotBefore(AcmeOptions wish, CertificateState state, DateTimeOffset now)
    {
        // A pause that was noted while the clock was wrong would last for years.
        var isOfThisClock = state.LastAttempt is { } last && last <= now + ClockTolerance && state.RetryAt <= now + RetryPause.Longest;
        return isOfThisClock && state.Attempted == WishFingerprint.Of(wish) ? state.RetryAt : null;
    }

    /// <summary>The end of the pause after one that was issued for the same wish; a third of its lifetime where that is short.</summary>
    private static DateTimeOffset? AfterTheLast(AcmeOptions wish, X509Certificate2 certificate, CertificateState state, DateTimeOffset now)
    {
        if (state.IssuedAt is not { } issued || issued > now + ClockTolerance || state.Attempted != WishFingerprint.Of(wish))
        {
            return null;
        }

        var third = (certificate.NotAfter - certificate.NotBefore) / 3;
        return issued + (third < BetweenTwo ? third : BetweenTwo);
    }

    private static RenewalPlan Due(AcmeOptions wish, X509Certificate2? certificate, CertificateState state, DateTimeOffset now)
    {
        if (certificate is null)
        {
            return new RenewalPlan(now, RenewalReason.Missing);
        }

        if (!HasNames(certificate, wish.Names, state))
        {
            return new RenewalPlan(now, RenewalReason.NamesChanged);
        }

        if (state.Directory is not null
            && (state.Directory != wish.Directory || state.Profile != wish.Profile || !CertificateKey.IsOfKind(certificate, wish.Key)))
        {
            return new RenewalPlan(now, RenewalReason.WishChanged);
        }

        // A window behind the certificate's end would leave the server without one.
        return state.Window is { } window && window.Certificate == certificate.Thumbprint && window.Chosen < new DateTimeOffset(certificate.NotAfter)
            ? new RenewalPlan(window.Chosen, RenewalReason.Window)
            : new RenewalPlan(TwoThirds(certificate), RenewalReason.Lifetime);
    }

    /// <summary>Two thirds of the lifetime, and up to a fiftieth of it earlier, by the serial number: certificates of one day don't come back on one day.</summary>
    private static DateTimeOffset TwoThirds(X509Certificate2 certificate)
    {
        var (from, until) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
        var lifetime = until - from;
        var serial = certificate.SerialNumberBytes.Span;
        return from + (lifetime * 2 / 3) - (lifetime / 50 * (serial[^1] / 255.0));
    }

    /// <summary>Whether a certificate is for a name as it stands, a wildcard for the wildcard.</summary>
    public static bool IsNamed(X509Certificate2 certificate, string name) => NamesOf(certificate).Contains(name);

    /// <summary>
    /// Whether a certificate is for the names. An issued one is when it was asked for by these: what an authority adds is its
    /// own affair. An imported one may be for more, and for a name by a wildcard.
    /// </summary>
    private static bool HasNames(X509Certificate2 certificate, IReadOnlyList<string> names, CertificateState state)
    {
        var certified = NamesOf(certificate);
        return state.Directory is not null
            ? (state.Names ?? [.. certified]).ToHashSet(StringComparer.Ordinal).SetEquals(names) && names.All(certified.Contains)
            : names.All(n => certified.Contains(n) || (n.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && certified.Contains("*" + n[dot..])));
    }

    private static HashSet<string> NamesOf(X509Certificate2 certificate) =>
        [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(e => e.EnumerateDnsNames()).Select(n => n.ToLowerInvariant())];
}
