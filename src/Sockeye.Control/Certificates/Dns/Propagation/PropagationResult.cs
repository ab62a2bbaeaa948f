namespace Sockeye.Control.Certificates.Dns.Propagation;

/// <summary>What a check of the records' arrival ended with.</summary>
/// <param name="IsComplete">Whether all values were seen everywhere.</param>
/// <param name="Remark">Who did not show them, in one line; null where everyone did.</param>
internal sealed record PropagationResult(bool IsComplete, string? Remark);
