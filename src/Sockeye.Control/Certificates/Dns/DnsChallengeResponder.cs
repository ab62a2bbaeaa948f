using Microsoft.Extensions.Logging;
using Sockeye.Acme;
using Sockeye.Control.Certificates.Dns.Lookups;
using Sockeye.Control.Certificates.Dns.Propagation;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Dns;

/// <summary>
/// Answers DNS-01 (RFC 8555 section 8.4): makes all records of an order, then waits once until they are seen. Records that are not
/// seen in time are a warning in the log: the authority may see them all the same.
/// </summary>
public sealed class DnsChallengeResponder : IChallengeResponder
{
    private readonly IDnsRecordEditor _editor;
    private readonly PropagationCheck _propagation;
    private readonly DnsPropagationOptions _options;
    private readonly ILogger _logger;

    /// <summary>A responder with the provider that the options name.</summary>
    /// <param name="options">Provider and propagation.</param>
    /// <param name="time">The clock of signatures, pauses and limits.</param>
    /// <param name="logger">Takes the events 4080 to 4082.</param>
    public DnsChallengeResponder(DnsOptions options, TimeProvider time, ILogger logger)
        : this(options ?? throw new ArgumentNullException(nameof(options)), new DnsClientLookup(), time, logger)
    {
    }

    internal DnsChallengeResponder(DnsOptions options, IDnsLookup lookup, TimeProvider time, ILogger logger)
        : this(DnsRecordEditors.Create(options, lookup, time), options.Propagation, lookup, time, logger)
    {
    }

    internal DnsChallengeResponder(IDnsRecordEditor editor, DnsPropagationOptions propagation, IDnsLookup lookup, TimeProvider time, ILogger logger)
    {
        _editor = editor;
        _options = propagation;
        _propagation = new PropagationCheck(lookup, propagation, time);
        _logger = logger;
    }

    /// <inheritdoc/>
    public string ChallengeType => "dns-01";

    /// <inheritdoc/>
    public async Task PresentAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answers);
        List<(string Name, string Value)> records = [.. answers.Select(a => (a.DnsRecordName, a.DnsRecordValue)).Distinct()];
        foreach (var (name, value) in records)
        {
            // One after another: providers count requests, and two updates of one zone at once gain nothing.
            await _editor.AddTextAsync(name, value, cancellationToken);
            DnsLog.Added(_logger, name);
        }

        var result = await _propagation.WaitAsync(records, cancellationToken);
        if (!result.IsComplete)
        {
            DnsLog.NotSeen(_logger, DurationText.Format(_options.Timeout), result.Remark ?? "nothing was asked");
        }
        else if (result.Remark is not null)
        {
            DnsLog.SeenInPart(_logger, result.Remark);
        }
    }

    /// <inheritdoc/>
    public async Task CleanUpAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answers);
        List<ChallengeException> failures = [];
        foreach (var (name, value) in answers.Select(a => (a.DnsRecordName, a.DnsRecordValue)).Distinct())
        {
            try
            {
                await _editor.RemoveTextAsync(name, value, cancellationToken);
            }
            catch (ChallengeException error)
            {
                // The others shall go all the same.
                failures.Add(error);
            }
        }

        if (failures.Count > 0)
        {
            throw failures.Count == 1 ? failures[0] : new ChallengeException(string.Join("; ", failures.Select(f => f.Message).Distinct()), failures[0]);
        }
    }
}
