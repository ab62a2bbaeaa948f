namespace Sockeye.Engine.Dialing;

/// <summary>A name that is being asked for, once, for everyone who waits for it. Guarded by its resolver's lock.</summary>
internal sealed class PendingLookup(string name)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>Who waits for the answer.</summary>
    public HashSet<TaskCompletionSource<ResolveResult>> Waiters { get; } = [];

    /// <summary>Where it stands in the queue: once in the line of each key that asked. Empty once it runs.</summary>
    public List<(LookupQueue.Share Share, LinkedListNode<PendingLookup> Node)> Places { get; } = [];

    /// <summary>The share in which it runs; null until it does.</summary>
    public LookupQueue.Share? RunsFor { get; set; }
}
