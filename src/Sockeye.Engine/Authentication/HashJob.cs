using Sockeye.Core;

namespace Sockeye.Engine.Authentication;

/// <summary>One password to hash, and the logins that wait for it. Its state belongs to the <see cref="HashQueue"/>.</summary>
internal sealed class HashJob(CredentialFingerprint fingerprint, Credentials credentials, User? user, HashSource owner)
{
    /// <summary>What is being verified.</summary>
    public CredentialFingerprint Fingerprint { get; } = fingerprint;

    /// <summary>The name and the password.</summary>
    public Credentials Credentials { get; } = credentials;

    /// <summary>The row to verify against, or null: there is no such user, and a decoy is hashed.</summary>
    public User? User { get; } = user;

    /// <summary>Whose share this hash is in: the source that asked first.</summary>
    public HashSource Owner { get; } = owner;

    /// <summary>The logins that want to know.</summary>
    public LinkedList<HashWaiter> Waiters { get; } = [];

    /// <summary>The place in the owner's line; null once a thread has taken the job.</summary>
    public LinkedListNode<HashJob>? Place { get; set; }
}
