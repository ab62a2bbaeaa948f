using Sockeye.Engine.Dialing;

namespace Sockeye.Engine.Outbounds;

/// <summary>Whether an upstream is told to be away: so that the log hears of a time without it, not of each connection in it.</summary>
internal sealed class FallbackState(TimeProvider time)
{
    // One that comes and goes with every connection is told of once a minute.
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long? _toldAt;
    private volatile bool _isToldAway;

    /// <summary>A connection went out without it; true where that is to be told.</summary>
    public bool IsAway()
    {
        if (_isToldAway) return false;
        lock (_lock)
        {
            if (_isToldAway || (_toldAt is { } last && time.GetElapsedTime(last) < Quiet)) return false;
            _toldAt = time.GetTimestamp();
            return _isToldAway = true;
        }
    }

    /// <summary>It took a connection; true where it was told to be away.</summary>
    public bool IsBack()
    {
        if (!_isToldAway) return false;
        lock (_lock)
        {
            var wasAway = _isToldAway;
            _isToldAway = false;
            return wasAway;
        }
    }

    /// <summary>
    /// Whether an error says that the upstream itself can't be had. Its answer to a request does not, nor do a limit of ours
    /// or a session that ended: nobody shall send a connection around it by what he asks for.
    /// </summary>
    public static bool MeansAway(DialError error) =>
        error.Stage is DialStage.Resolve or DialStage.Connect or DialStage.Tls or DialStage.ProxyGreeting
        && error.Kind is DialErrorKind.UpstreamFailed or DialErrorKind.TimedOut or DialErrorKind.TlsFailed or DialErrorKind.UpstreamAuthenticationFailed;
}
