using Sockeye.Acme;

namespace Sockeye.Tests.Acme;

/// <summary>Notes what it is to answer and to take away.</summary>
internal sealed class RecordingResponder : IChallengeResponder
{
    public string ChallengeType { get; set; } = "http-01";

    public List<ChallengeAnswer> Presented { get; } = [];

    public List<ChallengeAnswer> CleanedUp { get; } = [];

    public Func<CancellationToken, Task> Presenting { get; set; } = _ => Task.CompletedTask;

    public Func<CancellationToken, Task> Cleaning { get; set; } = _ => Task.CompletedTask;

    public Task PresentAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
    {
        Presented.AddRange(answers);
        return Presenting(cancellationToken);
    }

    public Task CleanUpAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
    {
        CleanedUp.AddRange(answers);
        return Cleaning(cancellationToken);
    }
}
