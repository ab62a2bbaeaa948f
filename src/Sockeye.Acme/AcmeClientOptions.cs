namespace Sockeye.Acme;

/// <summary>How a client presents itself to an authority, and how long it waits.</summary>
public sealed record AcmeClientOptions
{
    /// <summary>
    /// Who asks, as in <c>Example/1.2</c>: stands in User-Agent before this library's own name (RFC 8555 section 6.1). Null
    /// for the library alone.
    /// </summary>
    public string? Product { get; init; }

    /// <summary>One request with its answer. Default 30 s: an authority may write to several data centres before it answers.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// All waiting for one decision of the authority: of an order's challenges, or of its issuance. Default 5 minutes:
    /// validation from several places takes seconds, a busy authority may take a minute.
    /// </summary>
    public TimeSpan DecisionTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Cleaning up after an order, which also happens when that was cancelled. Default 30 s: a zone's update with one repetition.</summary>
    public TimeSpan CleanUpTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Telling the authority that what it hasn't decided is given up (RFC 8555 section 7.5.2). Default 5 s: a courtesy, and whoever
    /// stops because the authority hangs must not hang for it.
    /// </summary>
    public TimeSpan GiveUpTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
