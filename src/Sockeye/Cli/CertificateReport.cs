using System.Globalization;
using System.Text.RegularExpressions;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Cli;

/// <summary>A certificate as <c>cert status</c> has it. Times are in UTC.</summary>
internal sealed partial record CertificateReport(
    string Tag,
    string Kind,
    IReadOnlyList<string> Inbounds,
    IReadOnlyList<string> Names,
    string? Issuer,
    string? SerialNumber,
    string? Key,
    string? Sha256,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidUntil,
    DateTimeOffset? NextRenewal,
    string? RenewalReason,
    DateTimeOffset? WindowStart,
    DateTimeOffset? WindowEnd,
    DateTimeOffset? LastAttempt,
    string? LastError,
    string? Fault)
{
    private const int ShownNames = 2;

    public static CertificateReport From(CertificateStatus status, IReadOnlyList<string> wishedNames) => new(
        status.Tag,
        status.Kind.ToString().ToLowerInvariant(),
        status.Inbounds,
        status.Certificate?.Names ?? wishedNames,
        status.Certificate?.Issuer,
        status.Certificate?.SerialNumber,
        status.Certificate?.Key,
        status.Certificate?.Sha256,
        status.Certificate?.NotBefore,
        status.Certificate?.NotAfter,
        status.Next?.At,
        status.Next is { } next ? RenewalReasonText.Of(next.Reason) : null,
        status.Window?.Start,
        status.Window?.End,
        status.LastAttempt,
        status.LastError,
        status.Fault);

    /// <summary>The row of the table.</summary>
    public string?[] Row(DateTimeOffset now) =>
    [
        Tag,
        Kind,
        ShortNames(),
        Issuer is null ? null : CommonName().Match(Issuer) is { Success: true } match ? match.Groups[1].Value : Issuer,
        ValidUntil is { } until ? Validity(until, now) : "none yet",
        NextRenewal is not { } next ? null : next <= now ? "now" : Day(next),
    ];

    /// <summary>What deserves a line of its own below the table.</summary>
    public IEnumerable<string> Notes()
    {
        if (Fault is not null)
        {
            yield return $"{Tag}: {Fault}";
        }

        if (LastError is not null)
        {
            yield return LastAttempt is { } at ? $"{Tag}: the attempt of {Day(at)} failed: {LastError}" : $"{Tag}: {LastError}";
        }

        if (Kind == "acme" && Inbounds.Count == 0)
        {
            yield return $"{Tag}: no inbound uses it; name it in an inbound's tls.acme";
        }
    }

    /// <summary>A machine's names and addresses, or those of a certificate for many, would make the table too wide: the whole list is in the JSON.</summary>
    private string ShortNames() => Names.Count <= ShownNames + 1
        ? string.Join(", ", Names)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", Names.Take(ShownNames))} +{Names.Count - ShownNames}");

    private static string Validity(DateTimeOffset until, DateTimeOffset now) => until <= now
        ? $"expired {Day(until)}"
        : string.Create(CultureInfo.InvariantCulture, $"{Day(until)} ({(until - now).Days} days)");

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?:^|, )CN=([^,]+)", RegexOptions.CultureInvariant)]
    private static partial Regex CommonName();
}
