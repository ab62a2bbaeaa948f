using System.Text;

namespace Sockeye.Acme;

/// <summary>What an authority has to object (RFC 8555 section 6.7, RFC 9457). All texts are escaped and cut already.</summary>
/// <param name="Type">A URI, mostly one of <see cref="AcmeErrorType"/>; <c>about:blank</c> where the authority named none.</param>
/// <param name="Detail">Its explanation for people, or null.</param>
/// <param name="Status">The HTTP status, or null.</param>
/// <param name="Identifier">The name that it is about, in a subproblem; null otherwise.</param>
/// <param name="Instance">Where a person can see what to do (RFC 8555 section 7.3.3), or null.</param>
/// <param name="Subproblems">The same by names (RFC 8555 section 6.7.1); mostly empty.</param>
public sealed record AcmeProblem(
    string Type, string? Detail, int? Status, AcmeIdentifier? Identifier, Uri? Instance, IReadOnlyList<AcmeProblem> Subproblems)
{
    private const int ShownSubproblems = 5;

    /// <summary>The type without the prefix of ACME's own, as in <c>rateLimited</c>.</summary>
    public string ShortType => Type.StartsWith(AcmeErrorType.Prefix, StringComparison.Ordinal) ? Type[AcmeErrorType.Prefix.Length..] : Type;

    /// <summary>One line: <c>rateLimited: too many certificates</c>, with the subproblems by their names.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(ShortType);
        if (Detail is not null)
        {
            text.Append(": ").Append(Detail);
        }

        if (Instance is not null)
        {
            text.Append(", see ").Append(Instance.AbsoluteUri);
        }

        if (Subproblems.Count > 0)
        {
            text.Append(" (").AppendJoin("; ", Subproblems.Take(ShownSubproblems).Select(OfOne));
            text.Append(Subproblems.Count > ShownSubproblems ? $"; and {Subproblems.Count - ShownSubproblems} more)" : ")");
        }

        return text.ToString();
    }

    private static string OfOne(AcmeProblem problem) => problem.Identifier is { } name ? $"{name.Value}: {problem}" : problem.ToString();
}
