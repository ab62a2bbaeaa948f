namespace Sockeye.Acme;

/// <summary>An answer to a challenge can't be put in place; the message says in one line what, why and what to do.</summary>
public sealed class ChallengeException(string message, Exception? inner = null) : Exception(message, inner);
