using Microsoft.Extensions.Logging;
using Sockeye.Acme;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>
/// Looks at one certificate of the store and issues it again where that is due. What is tried is noted before it is tried, so
/// that a server that is restarted, or dies of it, keeps to the pauses.
/// </summary>
public sealed class CertificateRenewal
{
    private const string Unfinished = "the attempt did not end: the program stopped in between";

    private readonly ICertificateStore _store;
    private readonly ICertificateIssuer _issuer;
    private readonly RenewalWindows _windows;
    private readonly IssuedCertificates _issued;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Nothing happens yet.</summary>
    public CertificateRenewal(ICertificateStore store, ICertificateIssuer issuer, TimeProvider time, ILogger logger)
    {
        (_store, _issuer, _time, _logger) = (store, issuer, time, logger);
        _windows = new RenewalWindows(issuer, time, logger);
        _issued = new IssuedCertificates(store, time, logger);
    }

    /// <summary>Looks, and issues where it is due. What an authority, a zone or a disk does wrong is a result.</summary>
    /// <param name="wish">What the configuration asks for.</param>
    /// <param name="urgency">How due it must be.</param>
    /// <param name="progress">Each step; null for nobody.</param>
    /// <param name="cancellationToken">Gives up; that counts as no attempt.</param>
    public async Task<RenewalResult> TryAsync(AcmeOptions wish, RenewalUrgency urgency, IProgress<OrderStep>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wish);
        try
        {
            using var held = _store.TryLock(StoredCertificate.LockOf(wish.Tag));
            return held is null ? new RenewalResult.Busy() : await LookAsync(wish, urgency, progress, cancellationToken);
        }
        catch (CertificateException error)
        {
            return _issued.Fail(wish, error, RetryPause.After(1, retryAfter: null, Chance()));
        }
    }

    private async Task<RenewalResult> LookAsync(AcmeOptions wish, RenewalUrgency urgency, IProgress<OrderStep>? progress, CancellationToken cancellationToken)
    {
        var current = ReadCurrent(wish.Tag);
        var before = CertificateState.Read(_store, wish.Tag);
        var state = await _windows.RefreshAsync(wish, current?.Leaf, before, cancellationToken);
        if (state != before)
        {
            state.Write(_store, wish.Tag);
        }

        var now = _time.GetUtcNow();
        var due = RenewalSchedule.Of(wish, current?.Leaf, state with { RetryAt = null, IssuedAt = null }, now);
        if (_issued.FindUnwritten(wish) is { } waiting && (due.At <= now || waiting.Certificate.Leaf.Thumbprint == current?.Leaf.Thumbprint))
        {
            return _issued.Keep(wish, waiting);
        }

        var plan = urgency == RenewalUrgency.Due ? RenewalSchedule.Of(wish, current?.Leaf, state, now) : due;
        if (plan.At > now && urgency != RenewalUrgency.Forced)
        {
            // An attempt that was not needed, and failed, is no trouble of the certificate's.
            return new RenewalResult.NotDue(plan, state.RenewalCheckAt, due.At > now ? null : state.LastError);
        }

        var reason = plan.At > now ? RenewalReason.Asked : plan.Reason;
        var attempt = state with
        {
            LastAttempt = now,
            Attempted = WishFingerprint.Of(wish),
            Failures = state.Failures + 1,
            LastError = Unfinished,
            RetryAt = now + RetryPause.After(state.Failures + 1, retryAfter: null, Chance()),
        };
        attempt.Write(_store, wish.Tag);
        return await AttemptAsync(wish, current, state, attempt, reason, progress, cancellationToken);
    }

    private async Task<RenewalResult> AttemptAsync(
        AcmeOptions wish, TlsCertificate? current, CertificateState before, CertificateState attempt, RenewalReason reason, IProgress<OrderStep>? progress, CancellationToken cancellationToken)
    {
        CertificateLog.Asking(_logger, wish.Tag, wish.Directory.Host, wish.Names, RenewalReasonText.Of(reason));
        try
        {
            var certificate = await _issuer.IssueAsync(
                wish, wish.Directory, current, before.Directory == wish.Directory, new OrderLog(wish.Tag, progress, _logger), cancellationToken);
            return _issued.Keep(wish, new RenewalResult.Issued(certificate, reason));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            before.Write(_store, wish.Tag);
            throw;
        }
        catch (Exception error) when (error is AcmeException or ChallengeException or CertificateException)
        {
            return Fail(wish, attempt, error.Message, (error as AcmeException)?.RetryAfter);
        }
#pragma warning disable CA1031 // a fault of ours; the certificate before stays, and the next attempt may do better
        catch (Exception error)
#pragma warning restore CA1031
        {
            CertificateLog.IssuingFault(_logger, wish.Tag, error);
            return Fail(wish, attempt, $"a fault of ours ({error.GetType().Name})", retryAfter: null);
        }
    }

    private RenewalResult.Failed Fail(AcmeOptions wish, CertificateState attempt, string reason, TimeSpan? retryAfter)
    {
        var retryAt = attempt.RetryAt!.Value;
        if (retryAfter is { } asked)
        {
            retryAt = attempt.LastAttempt!.Value + RetryPause.After(attempt.Failures, asked, Chance());
        }

        CertificateLog.IssuingFailed(_logger, wish.Tag, reason, retryAt);
        try
        {
            (attempt with { LastError = reason, RetryAt = retryAt }).Write(_store, wish.Tag);
        }
        catch (CertificateException error)
        {
            // The note of the attempt's begin stands, with its pause.
            CertificateLog.Questionable(_logger, error.Message);
        }

        return new RenewalResult.Failed(reason, retryAt);
    }

    private TlsCertificate? ReadCurrent(string tag)
    {
        try
        {
            return StoredCertificate.TryRead(_store, tag, _time)?.Certificate;
        }
        catch (CertificateException error)
        {
            // Damaged is as missing: another one is issued. One that can't be read at all can't be replaced either, which is told then.
            CertificateLog.Questionable(_logger, error.Message);
            return null;
        }
    }

#pragma warning disable CA5394 // a pause is no secret
    private static double Chance() => Random.Shared.NextDouble();
#pragma warning restore CA5394
}

/// <summary>How due a certificate must be for another to be issued.</summary>
public enum RenewalUrgency
{
    /// <summary>Due, and no pause after a failure.</summary>
    Due,

    /// <summary>Due; a person asks, who doesn't wait for a pause to end.</summary>
    NoPause,

    /// <summary>Now.</summary>
    Forced,
}
