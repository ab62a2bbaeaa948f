using System.Text.Json;

namespace Sockeye.Acme.Wire;

/// <summary>A problem as it stands in JSON (RFC 9457 section 3.1, RFC 8555 section 6.7.1).</summary>
internal sealed record ProblemAnswer
{
    private const int MaximumSubproblems = 100;

    public string? Type { get; init; }

    public string? Title { get; init; }

    public string? Detail { get; init; }

    public int? Status { get; init; }

    public string? Instance { get; init; }

    public IdentifierJson? Identifier { get; init; }

    public IReadOnlyList<ProblemAnswer?>? Subproblems { get; init; }

    /// <summary>The problem of an answer that is one; null where its content can't be read.</summary>
    public static AcmeProblem? TryRead(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, AcmeJson.Default.ProblemAnswer)?.ToProblem();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public AcmeProblem ToProblem() => ToProblem(withSubproblems: true);

    private AcmeProblem ToProblem(bool withSubproblems) => new(
        PrintableText.Of(Type) ?? "about:blank",
        PrintableText.Of(Detail) ?? PrintableText.Of(Title),
        Status,
        Identifier is { } name ? new AcmeIdentifier(PrintableText.Of(name.Type) ?? "", PrintableText.Of(name.Value) ?? "") : null,
        Authority.Page(Instance),
        withSubproblems ? [.. (Subproblems ?? []).OfType<ProblemAnswer>().Take(MaximumSubproblems).Select(OfOneName)] : []);

    private static AcmeProblem OfOneName(ProblemAnswer problem) => problem.ToProblem(withSubproblems: false);
}
