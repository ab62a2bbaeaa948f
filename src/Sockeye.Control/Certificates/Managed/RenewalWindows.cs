using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Sockeye.Acme;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Follows an authority's renewal information (RFC 9773 section 4.3).</summary>
internal sealed class RenewalWindows(ICertificateIssuer issuer, TimeProvider time, ILogger logger)
{
    // Section 4.3.2: a client sets limits of its own to Retry-After, and has its own pause where there is none.
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Usual = TimeSpan.FromHours(6);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);

    /// <summary>The state with the authority's present window. Asks only when it is time to, and fails to the state as it was.</summary>
    public async Task<CertificateState> RefreshAsync(
        AcmeOptions wish, X509Certificate2? certificate, CertificateState state, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (certificate is null || state.Directory != wish.Directory)
        {
            return state with { Window = null, RenewalCheckAt = null };
        }

        var isKnown = state.Window is null || state.Window.Certificate == certificate.Thumbprint;
        if (isKnown && state.RenewalCheckAt is { } check && now < check && check <= now + Longest)
        {
            return state;
        }

        try
        {
            var info = await issuer.AskRenewalAsync(wish, certificate, cancellationToken);
            return info is null
                ? state with { Window = null, RenewalCheckAt = now + Longest }
                : state with { Window = Choose(info, certificate, state.Window, wish.Tag), RenewalCheckAt = now + PauseOf(info) };
        }
        catch (Exception error) when (error is AcmeException or CertificateException or CryptographicException)
        {
            CertificateLog.WindowUnknown(logger, wish.Tag, error.Message);
            return state with { RenewalCheckAt = now + AfterFailure };
        }
    }

    private RenewalWindow? Choose(RenewalInfo info, X509Certificate2 certificate, RenewalWindow? before, string tag)
    {
        if (info.End <= info.Start)
        {
            CertificateLog.WindowUnknown(logger, tag, "its window ends before it begins");
            return null;
        }

        if (before is not null && before.Certificate == certificate.Thumbprint && before.Start == info.Start && before.End == info.End)
        {
            return before with { Explanation = info.Explanation };
        }

#pragma warning disable CA5394 // when a certificate is renewed is no secret
        var chosen = info.Start + ((info.End - info.Start) * Random.Shared.NextDouble());
#pragma warning restore CA5394
        CertificateLog.WindowChosen(logger, tag, info.Start, info.End, chosen);
        return new RenewalWindow(certificate.Thumbprint, info.Start, info.End, chosen, info.Explanation);
    }

    private static TimeSpan PauseOf(RenewalInfo info) =>
        info.RetryAfter is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, Shortest.Ticks, Longest.Ticks)) : Usual;
}
