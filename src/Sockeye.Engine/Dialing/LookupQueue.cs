namespace Sockeye.Engine.Dialing;

/// <summary>
/// The line of names that wait for a lookup: one line for each fairness key, served in turn, each key with its own
/// bounds. Not thread-safe: the resolver's lock guards it.
/// </summary>
internal sealed class LookupQueue(NameResolverOptions options)
{
    private readonly Dictionary<string, Share> _shares = new(StringComparer.Ordinal);
    private readonly LinkedList<Share> _turns = new();
    private int _waiting;
    private int _running;

    /// <summary>How many shares have something waiting or running.</summary>
    public int ShareCount => _shares.Count;

    /// <summary>Puts a lookup in the key's line, where it does not stand there already. False where that is full.</summary>
    public bool TryEnqueue(string key, PendingLookup lookup)
    {
        var share = _shares.GetValueOrDefault(key);
        if (share is not null && lookup.Places.Exists(place => place.Share == share))
        {
            return true;
        }

        if (_waiting >= options.MaximumWaiting || share?.Waiting.Count >= options.MaximumWaitingPerKey)
        {
            return false;
        }

        if (share is null)
        {
            share = new Share(key);
            _shares.Add(key, share);
        }

        if (share.Waiting.Count == 0)
        {
            _turns.AddLast(share.Turn);
        }

        lookup.Places.Add((share, share.Waiting.AddLast(lookup)));
        _waiting++;
        return true;
    }

    /// <summary>The next lookup to run, now counted as running; null where nothing may.</summary>
    public PendingLookup? StartNext()
    {
        if (_running >= options.MaximumRunning)
        {
            return null;
        }

        for (var turn = _turns.First; turn is not null; turn = turn.Next)
        {
            var share = turn.Value;
            if (share.Running >= options.MaximumRunningPerKey)
            {
                continue;
            }

            var lookup = share.Waiting.First!.Value;
            lookup.RunsFor = share;
            share.Running++;
            _running++;
            _turns.Remove(turn);
            _turns.AddLast(turn);
            Withdraw(lookup);
            return lookup;
        }

        return null;
    }

    /// <summary>Takes a lookup out of every line.</summary>
    public void Withdraw(PendingLookup lookup)
    {
        foreach (var (share, node) in lookup.Places)
        {
            share.Waiting.Remove(node);
            _waiting--;
            if (share.Waiting.Count == 0)
            {
                _turns.Remove(share.Turn);
            }

            Forget(share);
        }

        lookup.Places.Clear();
    }

    /// <summary>Gives the slot of a lookup back that has run.</summary>
    public void Finish(PendingLookup lookup)
    {
        var share = lookup.RunsFor ?? throw new InvalidOperationException("A lookup finished that never ran.");
        share.Running--;
        _running--;
        Forget(share);
    }

    private void Forget(Share share)
    {
        if (share.Running == 0 && share.Waiting.Count == 0)
        {
            _shares.Remove(share.Key);
        }
    }

    /// <summary>What one key has in the queue.</summary>
    internal sealed class Share
    {
        public Share(string key)
        {
            Key = key;
            Turn = new LinkedListNode<Share>(this);
        }

        public string Key { get; }

        /// <summary>Its place in the order of turns; in that list exactly while something waits.</summary>
        public LinkedListNode<Share> Turn { get; }

        public LinkedList<PendingLookup> Waiting { get; } = new();

        public int Running { get; set; }
    }
}
