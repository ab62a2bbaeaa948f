using Microsoft.Extensions.Logging;

namespace Sockeye.Control.Certificates;

/// <summary>Log events of certificates: 4000 to 4099.</summary>
internal static partial class CertificateLog
{
    [LoggerMessage(4000, LogLevel.Information, "Certificate {File} was renewed; valid until {ValidUntil:u}")]
    public static partial void Replaced(ILogger logger, string file, DateTimeOffset validUntil);

    [LoggerMessage(4001, LogLevel.Warning, "Certificate {File} changed and can't be used, the one before stays in service: {Reason}")]
    public static partial void ReplacementRefused(ILogger logger, string file, string reason);

    [LoggerMessage(4002, LogLevel.Warning, "{Warning}")]
    public static partial void Questionable(ILogger logger, string warning);

    [LoggerMessage(4003, LogLevel.Warning, "Changed certificates can't be put into service, the ones before stay: {Reason}")]
    public static partial void NotTaken(ILogger logger, string reason);

    [LoggerMessage(4010, LogLevel.Information, "A local authority was made: {File}")]
    public static partial void AuthorityMade(ILogger logger, string file);

    [LoggerMessage(4011, LogLevel.Information, "The local authority issued a certificate for {Names}, valid until {ValidUntil:u}")]
    public static partial void LocalIssued(ILogger logger, string names, DateTimeOffset validUntil);

    [LoggerMessage(4012, LogLevel.Warning, "The local authority's certificate can't be renewed: {Reason}")]
    public static partial void LocalRenewalFailed(ILogger logger, string reason);

    [LoggerMessage(4013, LogLevel.Information, "The local authority may not certify {Names}, which this machine had not when it was made; to have them, remove ca.key and ca.pem, restart, and let clients trust the new ca.pem")]
    public static partial void NamesOutside(ILogger logger, string names);

    [LoggerMessage(4020, LogLevel.Information, "The stored certificate {Name} came into service; valid until {ValidUntil:u}")]
    public static partial void StoredTaken(ILogger logger, string name, DateTimeOffset validUntil);

    [LoggerMessage(4021, LogLevel.Information, "The stored certificate {Name} was removed and is no longer served")]
    public static partial void StoredRemoved(ILogger logger, string name);

    [LoggerMessage(4022, LogLevel.Warning, "The stored certificate {Name} can't be used, {Consequence}: {Reason}")]
    public static partial void StoredRefused(ILogger logger, string name, string consequence, string reason);

    [LoggerMessage(4030, LogLevel.Information, "{Tag}: asking {Authority} for a certificate for {Names}: {Reason}")]
    public static partial void Asking(ILogger logger, string tag, string authority, IReadOnlyList<string> names, string reason);

    [LoggerMessage(4031, LogLevel.Information, "{Tag}: the certificate for {Names} from {Authority} is there, valid until {ValidUntil:u}")]
    public static partial void Issued(ILogger logger, string tag, IReadOnlyList<string> names, string authority, DateTimeOffset validUntil);

    [LoggerMessage(4032, LogLevel.Warning, "{Tag}: no certificate: {Reason}; tried again at {RetryAt:u}")]
    public static partial void IssuingFailed(ILogger logger, string tag, string reason, DateTimeOffset retryAt);

    [LoggerMessage(4033, LogLevel.Error, "{Tag}: keeping the certificate fresh met a fault of ours; the one in service stays")]
    public static partial void IssuingFault(ILogger logger, string tag, Exception exception);

    [LoggerMessage(4034, LogLevel.Warning, "{Tag}: the new certificate is valid from {ValidFrom:u} on only, by this machine's clock; set the clock")]
    public static partial void ClockBehind(ILogger logger, string tag, DateTimeOffset validFrom);

    [LoggerMessage(4035, LogLevel.Information, "{Tag}: the authority suggests to renew between {Start:u} and {End:u}; chosen: {Chosen:u}")]
    public static partial void WindowChosen(ILogger logger, string tag, DateTimeOffset start, DateTimeOffset end, DateTimeOffset chosen);

    [LoggerMessage(4036, LogLevel.Debug, "{Tag}: the authority's suggestion when to renew is not to be had: {Reason}")]
    public static partial void WindowUnknown(ILogger logger, string tag, string reason);

    [LoggerMessage(4037, LogLevel.Warning, "{Warning}")]
    public static partial void Expiring(ILogger logger, string warning);

    [LoggerMessage(4038, LogLevel.Debug, "{Tag}: {Step}")]
    public static partial void OrderStep(ILogger logger, string tag, string step);

    [LoggerMessage(4039, LogLevel.Warning, "{Tag}: {Step}")]
    public static partial void OrderWarning(ILogger logger, string tag, string step);
}
