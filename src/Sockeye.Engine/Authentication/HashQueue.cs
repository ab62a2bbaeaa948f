using System.Diagnostics.CodeAnalysis;
using Sockeye.Core;

namespace Sockeye.Engine.Authentication;

/// <summary>
/// The line before the hashing threads: bounded, served in turns over the sources, equal credentials once.
/// When it is full, a source with little in it takes the place of the newest job of the source with the most.
/// </summary>
internal sealed class HashQueue(AuthenticationOptions options)
{
    private readonly object _gate = new();
    private readonly Dictionary<SourceNetwork, HashSource> _sources = [];
    private readonly Dictionary<CredentialFingerprint, HashJob> _jobs = [];
    private readonly LinkedList<HashSource> _turns = [];
    private int _hashes;
    private int _inLine;
    private int _waiting;
    private long _overloads;
    private bool _closed;

    /// <summary>Jobs that no thread has taken yet.</summary>
    public int Length => Volatile.Read(ref _inLine);

    /// <summary>Logins that wait for an answer.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Logins that found no room, or lost their place.</summary>
    public long Overloads => Interlocked.Read(ref _overloads);

    /// <summary>Finds a place, beside an equal login where there is one; false: no room.</summary>
    public bool TryEnter(
        SourceNetwork network, in CredentialFingerprint fingerprint, Credentials credentials, User? user, [NotNullWhen(true)] out HashWaiter? waiter)
    {
        lock (_gate)
        {
            waiter = null;
            var source = _sources.GetValueOrDefault(network) ?? new HashSource(network);
            if (_closed || _waiting >= options.MaxWaiting || source.Waiting >= options.MaxWaitingPerSource)
            {
                _overloads++;
                return false;
            }

            // A job that is verifying against an older row of the user would answer yesterday's question.
            if (!_jobs.TryGetValue(fingerprint, out var job) || !Equals(job.User, user))
            {
                if (source.Hashes >= options.MaxHashesPerSource || (_hashes >= options.MaxHashes && !TryMakeRoom(source)))
                {
                    _overloads++;
                    return false;
                }

                job = new HashJob(fingerprint, credentials, user, source);
                _jobs[fingerprint] = job;
                PutInLine(job);
            }

            waiter = new HashWaiter(this, job, source);
            waiter.Place = job.Waiters.AddLast(waiter);
            source.Waiting++;
            _waiting++;
            _sources[network] = source;
            return true;
        }
    }

    /// <summary>A waiter goes away; a job that nobody waits for any more leaves the line.</summary>
    public void Leave(HashWaiter waiter)
    {
        lock (_gate)
        {
            if (!Release(waiter))
                return;
            if (waiter.Job is { Place: not null, Waiters.Count: 0 } job)
            {
                TakeFromLine(job);
                Forget(job);
            }

            Prune(waiter.Source);
        }
    }

    /// <summary>Waits for the next job in turn; null: the queue was closed.</summary>
    public HashJob? Take()
    {
        lock (_gate)
        {
            while (!_closed && _turns.Count == 0)
                Monitor.Wait(_gate);
            if (_closed)
                return null;

            var source = _turns.First!.Value;
            var job = source.Line.First!.Value;
            TakeFromLine(job);
            if (source.Turn is { } turn)
            {
                _turns.Remove(turn);
                _turns.AddLast(turn);
            }

            return job;
        }
    }

    /// <summary>A taken job is done: gives back its places, and the waiters to be answered.</summary>
    public IReadOnlyList<HashWaiter> Finish(HashJob job)
    {
        lock (_gate)
        {
            var waiters = job.Waiters.ToArray();
            foreach (var waiter in waiters)
            {
                Release(waiter);
                Prune(waiter.Source);
            }

            Forget(job);
            return waiters;
        }
    }

    /// <summary>Closes: who is in line is told that there is no place, who is being hashed gets an answer.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            while (_turns.First is { } turn)
                Drop(turn.Value.Line.First!.Value);
            Monitor.PulseAll(_gate);
        }
    }

    private bool TryMakeRoom(HashSource newcomer)
    {
        HashSource? longest = null;
        foreach (var source in _turns)
        {
            if (longest is null || source.Line.Count > longest.Line.Count)
                longest = source;
        }

        // Only where it makes the shares more even; otherwise two sources would push each other out for ever.
        if (longest is null || longest.Line.Count <= newcomer.Hashes + 1)
            return false;
        Drop(longest.Line.Last!.Value);
        return true;
    }

    private void Drop(HashJob job)
    {
        TakeFromLine(job);
        while (job.Waiters.First is { } place)
        {
            var waiter = place.Value;
            Release(waiter);
            Prune(waiter.Source);
            waiter.Answer(AuthenticationResult.Overloaded);
            _overloads++;
        }

        Forget(job);
    }

    private void PutInLine(HashJob job)
    {
        var source = job.Owner;
        job.Place = source.Line.AddLast(job);
        source.Turn ??= _turns.AddLast(source);
        source.Hashes++;
        _hashes++;
        _inLine++;
        Monitor.Pulse(_gate);
    }

    private void TakeFromLine(HashJob job)
    {
        var source = job.Owner;
        source.Line.Remove(job.Place!);
        job.Place = null;
        _inLine--;
        if (source.Line.Count == 0)
        {
            _turns.Remove(source.Turn!);
            source.Turn = null;
        }
    }

    private void Forget(HashJob job)
    {
        // A later job over the same credentials, against a newer row, may have taken the entry.
        if (_jobs.TryGetValue(job.Fingerprint, out var current) && ReferenceEquals(current, job))
            _jobs.Remove(job.Fingerprint);
        job.Owner.Hashes--;
        _hashes--;
        Prune(job.Owner);
    }

    private bool Release(HashWaiter waiter)
    {
        if (waiter.Place is not { } place)
            return false;
        waiter.Job.Waiters.Remove(place);
        waiter.Place = null;
        waiter.Source.Waiting--;
        _waiting--;
        return true;
    }

    private void Prune(HashSource source)
    {
        if (source is { Waiting: 0, Hashes: 0 })
            _sources.Remove(source.Network);
    }
}
