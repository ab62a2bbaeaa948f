namespace Sockeye.Engine.Dialing;

/// <summary>Turns names into addresses: the system's resolver, or a test's answers.</summary>
public interface INameResolver
{
    /// <summary>
    /// The addresses of a name, families taking turns (RFC 8305 section 4). Never throws for what the network does;
    /// cancellation completes with <see cref="DialErrorKind.Aborted"/>.
    /// </summary>
    /// <param name="name">A name, not an IP literal.</param>
    /// <param name="fairnessKey">Whose share of the queue this uses.</param>
    /// <param name="cancellationToken">Stops waiting; a lookup under way goes on for those who also asked.</param>
    ValueTask<ResolveResult> ResolveAsync(string name, string fairnessKey, CancellationToken cancellationToken);
}
