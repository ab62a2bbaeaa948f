using Microsoft.Extensions.Logging;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates;

/// <summary>
/// Keeps an inbound's certificate files in service: when they change they are loaded, and what cannot be used keeps the ones before.
/// </summary>
/// <remarks>
/// It looks at the files' content every few seconds. Notifications of the file system miss what certbot and Kubernetes do,
/// which swap a symbolic link somewhere above; reading a few kilobytes costs nothing.
/// </remarks>
public sealed class CertificateWatcher : IDisposable
{
    // Soon enough for whoever watches a renewal happen, rare enough to cost nothing.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly WatchedCertificate[] _watched;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private ITimer? _timer;
    private bool _disposed;

    private CertificateWatcher(WatchedCertificate[] watched, TimeProvider time, ILogger logger)
    {
        _watched = watched;
        _time = time;
        _logger = logger;
        Current = Certificates();
    }

    /// <summary>Runs with all certificates, in their order, after at least one was replaced. Never runs twice at once.</summary>
    public event Action<IReadOnlyList<TlsCertificate>>? Changed;

    /// <summary>The certificates in service, in the order of the configuration.</summary>
    public IReadOnlyList<TlsCertificate> Current { get; private set; }

    /// <summary>Loads the files for the first time. Watching begins with <see cref="Start"/>.</summary>
    /// <exception cref="CertificateException">One of them cannot be used.</exception>
    public static CertificateWatcher Open(IReadOnlyList<CertificateFileOptions> files, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(time);
        var watched = files.Select(file => new WatchedCertificate(file, time)).ToArray();
        foreach (var warning in watched.SelectMany(w => w.Warnings))
        {
            CertificateLog.Questionable(logger, warning);
        }

        return new CertificateWatcher(watched, time, logger);
    }

    /// <summary>Begins to look every few seconds.</summary>
    public void Start()
    {
        lock (_gate)
        {
            _timer ??= _time.CreateTimer(_ => CheckNow(), null, Interval, Interval);
        }
    }

    /// <summary>Looks at once, as a reload by SIGHUP does. True where a certificate was replaced.</summary>
    public bool CheckNow()
    {
        lock (_gate)
        {
            var replaced = false;
            foreach (var certificate in _disposed ? [] : _watched)
            {
                replaced |= certificate.Refresh(_logger);
            }

            return replaced && TryPutIntoService(Certificates());
        }
    }

    /// <summary>Stops looking. The certificates stay usable.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private bool TryPutIntoService(TlsCertificate[] certificates)
    {
        try
        {
            Changed?.Invoke(certificates);
            Current = certificates;
            return true;
        }
        catch (TlsConfigurationException error)
        {
            // A pair can be whole and still not be to libssl's liking.
            CertificateLog.NotTaken(_logger, error.Message);
            return false;
        }
    }

    private TlsCertificate[] Certificates() => [.. _watched.Select(w => w.Certificate)];
}
