namespace Sockeye.Engine.Dialing;

/// <summary>One question to the system's resolver. Completes with a value whatever the answer is, and never blocks the caller.</summary>
internal delegate Task<ResolveResult> NameLookup(string name);
