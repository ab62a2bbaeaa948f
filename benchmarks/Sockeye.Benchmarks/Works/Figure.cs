namespace Sockeye.Benchmarks.Works;

/// <summary>One number that a work gives.</summary>
/// <param name="Id">The work's name, a dot, and what it is; the key of the JSON.</param>
/// <param name="Title">The heading of its column.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="IsLowerBetter">Which of two variants is the better one.</param>
internal sealed record Figure(string Id, string Title, string Unit, bool IsLowerBetter = true);
