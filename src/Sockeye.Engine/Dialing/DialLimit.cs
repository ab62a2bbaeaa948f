namespace Sockeye.Engine.Dialing;

/// <summary>The dial limit of one dial beside its session's token: one token for both, and the answer to which of them it was.</summary>
internal sealed class DialLimit : IDisposable
{
    private readonly CancellationToken _session;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _registration;
    private readonly DialLimit? _outer;

    /// <summary>Starts the limit.</summary>
    public DialLimit(TimeSpan timeout, TimeProvider time, CancellationToken session)
    {
        _session = session;
        _limit = new CancellationTokenSource(timeout, time);
        _registration = session.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), _limit);
    }

    private DialLimit(TimeSpan timeout, TimeProvider time, DialLimit outer)
        : this(timeout, time, outer.Token) => _outer = outer;

    /// <summary>A shorter limit for the first stages, which ends with this one too.</summary>
    public DialLimit Within(TimeSpan timeout, TimeProvider time) => new(timeout, time, this);

    /// <summary>Its time counts no more; what it is within still does.</summary>
    public void Lift() => _limit.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Cancelled by the limit and by the session.</summary>
    public CancellationToken Token => _limit.Token;

    /// <summary>Whether it is over.</summary>
    public bool IsOver => _limit.IsCancellationRequested;

    /// <summary>Why it is over: <see cref="DialErrorKind.Aborted"/> or <see cref="DialErrorKind.TimedOut"/>.</summary>
    public DialErrorKind Reason => _outer is { IsOver: true } ? _outer.Reason
        : _session.IsCancellationRequested ? DialErrorKind.Aborted : DialErrorKind.TimedOut;

    /// <summary>The error of a stage during which it ended.</summary>
    public DialError ErrorAt(DialStage stage, string what) => Reason == DialErrorKind.Aborted
        ? new DialError(stage, DialErrorKind.Aborted, $"{what}: the session ended meanwhile")
        : new DialError(stage, DialErrorKind.TimedOut, $"{what}: no answer within the dial limit");

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _limit.Dispose();
    }
}
