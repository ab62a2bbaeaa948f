using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Sockeye.Control.Certificates;

/// <summary>
/// Warns of certificates in service that run out, whoever was to renew them: when 14, 7 and 3 days are left, and when none is.
/// One that lives shorter than three months is warned of in proportion, or a six-day certificate would be late from its first day.
/// </summary>
public sealed class ExpiryWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Usual = TimeSpan.FromDays(90);
    private static readonly TimeSpan[] Left = [TimeSpan.FromDays(14), TimeSpan.FromDays(7), TimeSpan.FromDays(3), TimeSpan.Zero];

    // How many of the limits each certificate has crossed already; what is no longer in service is dropped.
    private readonly ConcurrentDictionary<string, int> _told = new(StringComparer.Ordinal);
    private readonly Func<IEnumerable<X509Certificate2>> _served;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private ITimer? _timer;

    /// <summary>Watching begins with <see cref="Start"/>.</summary>
    /// <param name="served">The leaves in service.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where each limit is told once.</param>
    public ExpiryWatch(Func<IEnumerable<X509Certificate2>> served, TimeProvider time, ILogger logger) =>
        (_served, _time, _logger) = (served, time, logger);

    /// <summary>What is to be told at this moment, one line a certificate.</summary>
    public IReadOnlyList<string> Warnings => [.. Served().Where(c => Crossed(c) > 0).Select(Describe)];

    /// <summary>Looks now, and then every hour.</summary>
    public void Start() => _timer ??= _time.CreateTimer(_ => CheckNow(), null, TimeSpan.Zero, Interval);

    /// <summary>Logs what has become due since the last look.</summary>
    public void CheckNow()
    {
        var served = Served();
        foreach (var gone in _told.Keys.Except(served.Select(c => c.Thumbprint)))
        {
            _told.TryRemove(gone, out _);
        }

        foreach (var certificate in served)
        {
            var crossed = Crossed(certificate);
            if (crossed > _told.GetValueOrDefault(certificate.Thumbprint))
            {
                CertificateLog.Expiring(_logger, Describe(certificate));
            }

            _told[certificate.Thumbprint] = crossed;
        }
    }

    /// <summary>Stops looking.</summary>
    public void Dispose() => _timer?.Dispose();

    private List<X509Certificate2> Served() => [.. _served().DistinctBy(c => c.Thumbprint)];

    private int Crossed(X509Certificate2 certificate)
    {
        var (from, until) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
        var share = Math.Min(1, (until - from) / Usual);
        return Left.Count(limit => until - _time.GetUtcNow() <= limit * share);
    }

    private string Describe(X509Certificate2 certificate)
    {
        var until = new DateTimeOffset(certificate.NotAfter).ToUniversalTime();
        var left = until - _time.GetUtcNow();
        var names = string.Join(", ", certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(e => e.EnumerateDnsNames()).DefaultIfEmpty(certificate.Subject).Take(3));
        var day = UtcText.Of(until);
        return left <= TimeSpan.Zero ? $"the certificate for {names} expired on {day}"
            : left >= TimeSpan.FromDays(2) ? string.Create(CultureInfo.InvariantCulture, $"the certificate for {names} expires in {left.Days} days, on {day}")
            : string.Create(CultureInfo.InvariantCulture, $"the certificate for {names} expires in {(int)left.TotalHours} hours, on {day}");
    }
}
