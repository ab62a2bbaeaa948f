namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>What became of the packets of one direction.</summary>
/// <param name="Taken">Came from one side; the sum of the others but for <paramref name="Reordered"/> and what is under way.</param>
/// <param name="Forwarded">Arrived at the other side.</param>
/// <param name="Lost">Lost by chance.</param>
/// <param name="Reordered">Held back so that later ones could overtake them.</param>
/// <param name="Dropped">Beyond the queue, or not taken by the kernel.</param>
/// <param name="BlackedOut">Came while the path was dead, or of a connection that it forgot.</param>
internal sealed record PathCounters(long Taken, long Forwarded, long Lost, long Reordered, long Dropped, long BlackedOut);
