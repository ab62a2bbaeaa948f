using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>
/// Follows one certificate of the store, imported or issued: what is written there comes into service, what is removed goes out
/// of it, and what cannot be used keeps the one before and is told once.
/// </summary>
/// <remarks>It looks at the content: a store that others share tells nobody of a change.</remarks>
public sealed class StoredCertificateWatcher : IDisposable
{
    // Whoever has just imported a certificate looks at once whether it is served; a few kilobytes are read.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly ICertificateStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private string _inService = "";
    private string _seen = "";
    private string _refused = "";
    private ITimer? _timer;
    private bool _disposed;

    private StoredCertificateWatcher(ICertificateStore store, string tag, TimeProvider time, ILogger logger) =>
        (_store, Document, _time, _logger) = (store, StoredCertificate.DocumentOf(tag), time, logger);

    /// <summary>
    /// Runs with the new certificate, or with null where it was removed; a subscriber that throws
    /// <see cref="TlsConfigurationException"/> keeps the one before. Never runs twice at once.
    /// </summary>
    public event Action<TlsCertificate?>? Changed;

    /// <summary>Runs after another certificate came into service, or one went out of it.</summary>
    public event Action? Replaced;

    /// <summary>The document's name in the store, as in <c>certificates/default.pem</c>.</summary>
    public string Document { get; }

    /// <summary>The certificate in service; null where there is none yet.</summary>
    public TlsCertificate? Current { get; private set; }

    /// <summary>Looks for the first time. Watching begins with <see cref="Start"/>. An unusable certificate is logged and is as none.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="tag">The certificate's tag.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where changes and refusals are told.</param>
    public static StoredCertificateWatcher Open(ICertificateStore store, string tag, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(time);
        var watcher = new StoredCertificateWatcher(store, tag, time, logger);
        watcher.CheckNow();
        return watcher;
    }

    /// <summary>Begins to look every two seconds.</summary>
    public void Start()
    {
        lock (_gate)
        {
            _timer ??= _time.CreateTimer(_ => CheckNow(), null, Interval, Interval);
        }
    }

    /// <summary>Looks at once, as a reload by SIGHUP does, or whoever has just written. True where another certificate came into service, or went.</summary>
    public bool CheckNow()
    {
        lock (_gate)
        {
            return !_disposed && Refresh();
        }
    }

    /// <summary>Stops looking. The certificate stays usable.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private bool Refresh()
    {
        try
        {
            var content = _store.TryRead(Document);
            var seen = content is null ? "" : Convert.ToHexString(SHA256.HashData(content));
            if (seen == _inService)
            {
                (_seen, _refused) = (seen, "");
                return false;
            }

            if (seen == _seen)
            {
                return false;
            }

            // Noted before it is tried: what is bad is tried again only when it changes again.
            _seen = seen;
            var loaded = content is null ? null : StoredCertificate.Parse(Document, content, _time);
            return TryPutIntoService(loaded);
        }
        catch (CertificateException error)
        {
            // What can't be read has no content to remember; its error is remembered instead.
            var refusal = $"{_seen} {error.Message}";
            if (refusal != _refused)
            {
                _refused = refusal;
                CertificateLog.StoredRefused(_logger, Document, Current is null ? "there is none in service" : "the one before stays in service", error.Message);
            }

            return false;
        }
    }

    private bool TryPutIntoService(LoadedCertificate? loaded)
    {
        if (!IsTaken(loaded?.Certificate))
        {
            return false;
        }

        (Current, _inService, _refused) = (loaded?.Certificate, _seen, "");
        Tell(loaded);
        Replaced?.Invoke();
        return true;
    }

    private void Tell(LoadedCertificate? loaded)
    {
        if (loaded is null)
        {
            CertificateLog.StoredRemoved(_logger, Document);
            return;
        }

        CertificateLog.StoredTaken(_logger, Document, new DateTimeOffset(loaded.Certificate.Leaf.NotAfter));
        foreach (var warning in loaded.Warnings)
        {
            CertificateLog.Questionable(_logger, warning);
        }
    }

    /// <summary>Whether anybody took it, or nobody was there. Who can't keeps the one before, and hears of the next change like the others.</summary>
    private bool IsTaken(TlsCertificate? certificate)
    {
        var (taken, refused) = (0, 0);
        foreach (var subscriber in Delegate.EnumerateInvocationList(Changed))
        {
            try
            {
                subscriber(certificate);
                taken++;
            }
            catch (TlsConfigurationException error)
            {
                refused++;
                CertificateLog.NotTaken(_logger, error.Message);
            }
        }

        return taken > 0 || refused == 0;
    }
}
