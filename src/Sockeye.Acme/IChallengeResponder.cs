namespace Sockeye.Acme;

/// <summary>
/// Whoever puts the answers to an authority's challenges where the authority looks for them: a web server (RFC 8555
/// section 8.3), a zone (section 8.4), a TLS server (RFC 8737).
/// </summary>
public interface IChallengeResponder
{
    /// <summary>The challenge type that it answers: <c>http-01</c>, <c>dns-01</c> or <c>tls-alpn-01</c>.</summary>
    string ChallengeType { get; }

    /// <summary>
    /// Puts the answers of one order in place; completes once the authority can see them. Two may be for one name: a wildcard
    /// and its base domain have the same DNS record name with two values.
    /// </summary>
    /// <exception cref="ChallengeException">They can't be put in place.</exception>
    Task PresentAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken);

    /// <summary>Takes the answers away again, also after a failed <see cref="PresentAsync"/>; what is not there is no error.</summary>
    /// <exception cref="ChallengeException">They can't be taken away; the order itself is not touched by that.</exception>
    Task CleanUpAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken);
}
