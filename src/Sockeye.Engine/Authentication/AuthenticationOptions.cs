namespace Sockeye.Engine.Authentication;

/// <summary>The bounds of logging in. What a peer can make us compute, remember or keep waiting ends here.</summary>
public sealed class AuthenticationOptions
{
    /// <summary>
    /// Threads that hash. Half of the cores, so that a flood of wrong passwords leaves the other half to relaying;
    /// 8 at most, because each hash in work takes 19 MiB (8 threads: 152 MiB, about 320 hashes a second).
    /// </summary>
    public int HashingThreads { get; init; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 8);

    /// <summary>
    /// Hashes in line or in work, over all sources. 256 of them at 25 ms each on one thread are 6.4 s: who comes last
    /// is still answered within the 15 s that a handshake may take.
    /// </summary>
    public int MaxHashes { get; init; } = 256;

    /// <summary>The part of <see cref="MaxHashes"/> that one source may hold: 8, so that 31 others always find room behind it.</summary>
    public int MaxHashesPerSource { get; init; } = 8;

    /// <summary>
    /// Logins that wait, joiners included: logins with the same credentials share one hash and cost only their place,
    /// some 300 bytes beside the connection that is there anyway. Hence much more than <see cref="MaxHashes"/>.
    /// </summary>
    public int MaxWaiting { get; init; } = 16_384;

    /// <summary>
    /// The part of <see cref="MaxWaiting"/> that one source may hold, joiners included. An office behind one address that
    /// comes back after an outage opens all its connections before the first hash is done, and none of them may be lost.
    /// </summary>
    public int MaxWaitingPerSource { get; init; } = 4096;

    /// <summary>Verified logins remembered: 65,536, at roughly 150 bytes each some 10 MB at most.</summary>
    public int MaxRememberedLogins { get; init; } = 65_536;

    /// <summary>Throws for a value that cannot work: our own mistake, found at start.</summary>
    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(HashingThreads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxHashes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxHashesPerSource, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWaiting, MaxHashes);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWaitingPerSource, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRememberedLogins, 2);
    }
}
