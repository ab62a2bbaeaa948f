using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Acme;
using Sockeye.Challenges;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;
using Sockeye.Hosting;

namespace Sockeye.Cli;

/// <summary>
/// One run of <c>cert issue</c> or <c>cert renew</c>. It does what a server would, beside a running one or without: both share
/// the store, so a running server answers the challenges on its TLS port and takes up what is issued.
/// </summary>
internal sealed class IssuingRun : IDisposable
{
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BusyLimit = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly CliEnvironment _environment;
    private readonly CommandContext _context;
    private readonly SockeyeOptions _options;
    private readonly FileCertificateStore _store;
    private readonly ChallengeResponders _responders;
    private readonly CertificateIssuer _issuer;
    private readonly CertificateRenewal _renewal;

    private IssuingRun(CommandContext context, SockeyeOptions options, CliEnvironment environment)
    {
        (_context, _options, _environment) = (context, options, environment);
        _store = new FileCertificateStore(context.DataDirectory);
        _responders = new ChallengeResponders(new StoredChallenges(_store, _time), _time, NullLoggerFactory.Instance);
        _issuer = new CertificateIssuer(_store, ResponderFor, Server.Product, _time);
        _renewal = new CertificateRenewal(_store, _issuer, _time, NullLogger.Instance);
    }

    public static async Task<int> RunAsync(
        CommandContext context, string? tag, RenewalUrgency urgency, bool dryRun, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var options = context.LoadOptions(CheckCommand.KnownUpstreams(context), environment);
        var wishes = options.Acme.Where(a => tag is null || a.Tag == tag).ToList();
        if (wishes.Count == 0)
        {
            throw CliException.Usage(tag is null
                ? "the configuration has no certificate under \"acme\"; see docs/certificates.md"
                : $"no certificate of \"acme\" is called \"{tag}\"; there is: {string.Join(", ", options.Acme.Select(a => a.Tag).DefaultIfEmpty("none"))}");
        }

        if (wishes.Any(w => w.Challenge == AcmeChallengeKind.TlsAlpn) && options.Inbounds.All(i => i.Tls.Kind == InboundTlsKind.None))
        {
            throw CliException.Usage("tls-alpn-01 is answered on an inbound with TLS, and the configuration has none; choose another challenge");
        }

        // Whoever interrupts it must not leave a record in his zone behind.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = Stop(stopping));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = Stop(stopping));
        using var run = new IssuingRun(context, options, environment);
        var failures = new List<string>();
        try
        {
            foreach (var wish in wishes)
            {
                var failure = dryRun ? await run.TryOutAsync(wish, stopping.Token) : await run.IssueAsync(wish, urgency, stopping.Token);
                if (failure is not null)
                {
                    failures.Add($"{wish.Tag}: {failure}");
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw CliException.Failed("interrupted; what was put in place for the authority was taken away again");
        }

        return failures.Count == 0 ? ExitStatus.Done : throw CliException.Failed(string.Join("; ", failures));
    }

    public void Dispose()
    {
        _responders.Dispose();
    }

    /// <summary>False the second time: then the signal does what it does.</summary>
    private static bool Stop(CancellationTokenSource stopping)
    {
        var isFirst = !stopping.IsCancellationRequested;
        stopping.Cancel();
        return isFirst;
    }

    private async Task<string?> IssueAsync(AcmeOptions wish, RenewalUrgency urgency, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var before = Stored(wish);
        for (var pauses = 0; ; pauses++)
        {
            switch (await _renewal.TryAsync(wish, urgency, Steps(wish), cancellationToken))
            {
                case RenewalResult.Issued { Certificate: var issued }:
                    var summary = CertificateSummary.Of(issued.Leaf);
                    Print(wish, $"issued by {summary.Issuer}, valid until {UtcText.Of(summary.NotAfter)}");
                    return null;
                case RenewalResult.NotDue { Plan: var plan }:
                    Print(wish, $"nothing to do before {UtcText.Of(plan.At)}; to have another one now: sockeye cert renew --force {wish.Tag}");
                    return null;
                case RenewalResult.Failed { Reason: var reason }:
                    return reason;
                case RenewalResult.Busy when _time.GetElapsedTime(started) < BusyLimit:
                    // The server, as a rule, which may only be looking. What it issues meanwhile will be ours, forced or not.
                    if (pauses == 1)
                    {
                        Print(wish, "another process is at it; waiting for what comes of that");
                    }

                    await Task.Delay(BusyPause, _time, cancellationToken);
                    urgency = Stored(wish).SequenceEqual(before) ? urgency : RenewalUrgency.NoPause;
                    continue;
                default:
                    return "another process has been at it for minutes; see the server's log";
            }
        }
    }

    private async Task<string?> TryOutAsync(AcmeOptions wish, CancellationToken cancellationToken)
    {
        if (wish.Staging is not { } staging)
        {
            return $"no directory for trials is known for {wish.Directory.Host}; name one under \"staging\"";
        }

        try
        {
            var issued = await _issuer.IssueAsync(wish, staging, current: null, replaces: false, Steps(wish), cancellationToken);
            Print(wish, $"the trial at {staging.Host} succeeded, by {CertificateSummary.Of(issued.Leaf).Issuer}; nothing was put into service");
            return null;
        }
        catch (Exception error) when (error is AcmeException or ChallengeException or CertificateException)
        {
            return $"the trial failed: {error.Message}";
        }
    }

    private byte[] Stored(AcmeOptions wish) => _store.TryRead(StoredCertificate.DocumentOf(wish.Tag)) ?? [];

    private IChallengeResponder ResponderFor(AcmeOptions wish) => wish.Challenge == AcmeChallengeKind.TlsAlpn
        ? new StandaloneTlsAlpnResponder(_responders.For(wish), () => Listen(wish))
        : _responders.For(wish);

    /// <summary>Where no server runs, whoever answers on its TLS port for it; null where one does.</summary>
    private IAsyncDisposable? Listen(AcmeOptions wish)
    {
        if (RunningServer.Find(_context.DataDirectory) is not null)
        {
            return null;
        }

        var inbounds = _options.Inbounds.Where(i => i.Tls.Kind != InboundTlsKind.None).ToList();
        var inbound = inbounds.Find(i => i.Tls.Acme.Contains(wish.Tag)) ?? inbounds[0];
        return _responders.ListenForTlsAlpn(inbound, _options.Tls.Provider);
    }

    private Progress Steps(AcmeOptions wish) => new(step => Print(wish, (step.IsWarning ? "warning: " : "") + step.Text));

    private void Print(AcmeOptions wish, string text) => _environment.Out.WriteLine($"{wish.Tag}: {text}");

    // Progress<T> of the platform tells later, on a thread of the pool: lines would come behind the result.
    private sealed class Progress(Action<OrderStep> report) : IProgress<OrderStep>
    {
        public void Report(OrderStep value) => report(value);
    }
}
