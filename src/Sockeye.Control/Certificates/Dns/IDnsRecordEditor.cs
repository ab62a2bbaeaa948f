using Sockeye.Acme;

namespace Sockeye.Control.Certificates.Dns;

/// <summary>Whoever makes and removes TXT records: a zone's server, a provider's interface, a program of the operator's.</summary>
public interface IDnsRecordEditor
{
    /// <summary>Adds one value beside those that are there; one that is there already is no error.</summary>
    /// <param name="name">The record's name without a dot at its end, as in <c>_acme-challenge.example.com</c>.</param>
    /// <param name="value">The text, at most 255 characters of ASCII.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ChallengeException">It can't be added.</exception>
    Task AddTextAsync(string name, string value, CancellationToken cancellationToken);

    /// <summary>Removes this one value and no other; one that is not there is no error.</summary>
    /// <param name="name">As for <see cref="AddTextAsync"/>.</param>
    /// <param name="value">As for <see cref="AddTextAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ChallengeException">It can't be removed.</exception>
    Task RemoveTextAsync(string name, string value, CancellationToken cancellationToken);
}
