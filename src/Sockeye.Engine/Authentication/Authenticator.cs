using System.Net;
using Sockeye.Core;

namespace Sockeye.Engine.Authentication;

/// <summary>
/// Tells whether credentials are a user's. A login that was verified before is answered at once, on the caller's thread;
/// any other waits for a hash on a bounded pool of threads, with a fair share of the line for each source.
/// </summary>
/// <remarks>
/// Who is unknown, disabled or expired costs and gets what a wrong password does: one hash, and a refusal. The one
/// difference that can be seen is the cost of an imported kind of hash, until its first login replaces it.
/// </remarks>
public sealed class Authenticator : IDisposable
{
    // What RFC 1929 can carry. A longer password, possible over HTTP, was never anybody's: it is not hashed in kinds
    // whose work grows with the length.
    private const int MaxPasswordBytes = 255;

    private readonly IUserSource _users;
    private readonly IPasswordHasher _hasher;
    private readonly TimeProvider _time;
    private readonly byte[] _key = CredentialFingerprint.NewKey();
    private readonly VerifiedLoginCache _verified;
    private readonly HashQueue _queue;
    private readonly HashingPool _pool;
    private long _hashesDone;
    private long _cacheHits;

    /// <summary>Threads start with the first login.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A bound in <paramref name="options"/> is below its minimum.</exception>
    public Authenticator(IUserSource users, IPasswordHasher hasher, AuthenticationOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(hasher);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.ThrowIfInvalid();
        _users = users;
        _hasher = hasher;
        _time = time;
        _verified = new VerifiedLoginCache(options.MaxRememberedLogins);
        _queue = new HashQueue(options);
        _pool = new HashingPool(options.HashingThreads, _queue, Hash);
        _users.Changed += ForgetChangedUsers;
    }

    /// <summary>The users of the moment; another object where anything about them changed.</summary>
    internal UserTable Users => _users.Current;

    /// <summary>Hashes in line for a thread, now.</summary>
    public long QueueLength => _queue.Length;

    /// <summary>Logins waiting for an answer, now; those with equal credentials share a hash.</summary>
    public long WaitingLogins => _queue.Waiting;

    /// <summary>Hashes done since the start; a re-hash for a better kind is not counted.</summary>
    public long HashesDone => Interlocked.Read(ref _hashesDone);

    /// <summary>Logins answered without a hash since the start.</summary>
    public long CacheHits => Interlocked.Read(ref _cacheHits);

    /// <summary>Logins turned away since the start because there was no room in the line.</summary>
    public long Overloads => _queue.Overloads;

    /// <summary>Verified logins remembered, now.</summary>
    public long RememberedLogins => _verified.Count;

    /// <summary>
    /// A user, a refusal, or <see cref="AuthenticationResult.Overloaded"/>. Completes synchronously for a login verified
    /// before; otherwise continues on the thread pool.
    /// </summary>
    /// <param name="credentials">As the peer sent them.</param>
    /// <param name="source">The peer's real address, whose share of the line is used (an IPv6 /64 shares one).</param>
    /// <param name="cancellationToken">Leaves the line.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the answer.</exception>
    public ValueTask<AuthenticationResult> AuthenticateAsync(Credentials credentials, IPAddress source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(source);
        var user = credentials.Password.Length <= MaxPasswordBytes ? _users.Current.Find(credentials.UserName) : null;
        var fingerprint = CredentialFingerprint.Of(_key, credentials);

        if (user is not null)
        {
            if (!user.IsActiveAt(_time.GetUtcNow()))
            {
                _verified.Remove(fingerprint);
            }
            else if (_verified.Contains(fingerprint, user))
            {
                Interlocked.Increment(ref _cacheHits);
                return new(AuthenticationResult.Accepted(user));
            }
        }

        if (!_queue.TryEnter(SourceNetwork.Of(source), fingerprint, credentials, user, out var waiter))
            return new(AuthenticationResult.Overloaded);

        _pool.EnsureStarted();
        return waiter.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// The row of now of a user who signed in before: a client may wait for minutes between its login and its request.
    /// Null where he may no longer be here.
    /// </summary>
    public User? FindCurrent(User signedIn)
    {
        ArgumentNullException.ThrowIfNull(signedIn);
        var current = _users.Current.Find(signedIn.Name);
        return current is not null && current.PasswordVersion == signedIn.PasswordVersion && current.IsActiveAt(_time.GetUtcNow()) ? current : null;
    }

    /// <summary>Ends the threads; who still waits in line is told that there is no room.</summary>
    public void Dispose()
    {
        _users.Changed -= ForgetChangedUsers;
        _pool.Dispose();
    }

    private void Hash(HashJob job)
    {
        var password = job.Credentials.Password.Span;
        PasswordVerification verification;
        AuthenticationResult result;
        try
        {
            verification = _hasher.Verify(password, job.User?.PasswordHash ?? _hasher.DecoyHash);
            Interlocked.Increment(ref _hashesDone);
            result = job.User is not null && verification is not PasswordVerification.Failed ? Admit(job, job.User) : AuthenticationResult.Refused;
        }
        catch (Exception exception)
        {
            // A hasher that throws is our fault: the sessions report it, and the thread lives on.
            foreach (var waiter in _queue.Finish(job))
                waiter.Fail(exception);
            return;
        }

        foreach (var waiter in _queue.Finish(job))
            waiter.Answer(result);

        // The row that was verified, not the one of now: a hash that was replaced meanwhile is not replaced again.
        if (result.IsAccepted && verification is PasswordVerification.SucceededRehashNeeded)
            _hasher.Rehash(job.User!, password);
    }

    private AuthenticationResult Admit(HashJob job, User verified)
    {
        // The password was right for the row of a moment ago: what counts is the row of now.
        var user = _users.Current.Find(verified.Name);
        if (user is null || user.PasswordVersion != verified.PasswordVersion || !user.IsActiveAt(_time.GetUtcNow()))
            return AuthenticationResult.Refused;
        if (user.PasswordHash == verified.PasswordHash)
            _verified.Add(job.Fingerprint, user);
        return AuthenticationResult.Accepted(user);
    }

    private void ForgetChangedUsers() => _verified.KeepOnly(_users.Current);
}
