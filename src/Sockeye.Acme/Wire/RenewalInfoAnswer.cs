using System.Text.Json.Serialization;

namespace Sockeye.Acme.Wire;

/// <summary>Renewal information as it stands in JSON (RFC 9773 section 4.2).</summary>
internal sealed record RenewalInfoAnswer
{
    public RenewalWindow? SuggestedWindow { get; init; }

    [JsonPropertyName("explanationURL")]
    public string? ExplanationUrl { get; init; }

    public RenewalInfo ToRenewalInfo(Authority from, TimeSpan? retryAfter) =>
        SuggestedWindow is { Start: { } start, End: { } end } && start < end
            ? new RenewalInfo(start, end, Authority.Page(ExplanationUrl), retryAfter)
            : throw from.Fault("suggests no window for the renewal, or one that ends before it begins");
}

/// <summary>From when until when.</summary>
internal sealed record RenewalWindow(DateTimeOffset? Start, DateTimeOffset? End);
