using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>What is known of a certificate beside itself: who issued it, what was tried, when the authority wants it renewed.</summary>
public sealed record CertificateState
{
    /// <summary>The directory of the authority that issued the certificate; null for one that was imported.</summary>
    public Uri? Directory { get; init; }

    /// <summary>The profile that was asked for.</summary>
    public string? Profile { get; init; }

    /// <summary>The names that it was issued for; null for one that was imported. An authority may have added some.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>When it was issued; null for one that was imported.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>When the last attempt began; null before the first, and after one that succeeded.</summary>
    public DateTimeOffset? LastAttempt { get; init; }

    /// <summary>What the configuration asked for at that attempt: another wish is tried at once.</summary>
    public string? Attempted { get; init; }

    /// <summary>How many attempts in a row failed. One that was killed counts: a server that dies of it must not hammer the authority.</summary>
    public int Failures { get; init; }

    /// <summary>Why the last one failed, in one line; null after one that succeeded.</summary>
    public string? LastError { get; init; }

    /// <summary>Not before this time is it tried again.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>When the authority wants the certificate renewed; null where it says nothing.</summary>
    public RenewalWindow? Window { get; init; }

    /// <summary>When the authority is asked for its window again; null where it was never asked.</summary>
    public DateTimeOffset? RenewalCheckAt { get; init; }

    /// <summary>The state's document in the store.</summary>
    public static string DocumentOf(string tag) => $"certificates/{tag}.json";

    /// <summary>Reads a state; an empty one where there is none, or where the document is damaged: it holds nothing that can't be learned again.</summary>
    /// <exception cref="CertificateException">The store can't be read.</exception>
    public static CertificateState Read(ICertificateStore store, string tag)
    {
        ArgumentNullException.ThrowIfNull(store);
        try
        {
            return store.TryRead(DocumentOf(tag)) is { } content
                ? JsonSerializer.Deserialize(content, StateJson.Default.CertificateState) ?? new CertificateState()
                : new CertificateState();
        }
        catch (JsonException)
        {
            return new CertificateState();
        }
    }

    /// <summary>Writes the state.</summary>
    /// <exception cref="CertificateException">The store can't be written.</exception>
    public void Write(ICertificateStore store, string tag)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Write(DocumentOf(tag), JsonSerializer.SerializeToUtf8Bytes(this, StateJson.Default.CertificateState));
    }
}

/// <summary>When an authority wants a certificate renewed (RFC 9773 section 4.2).</summary>
/// <param name="Certificate">The thumbprint of the certificate that it is about.</param>
/// <param name="Start">The window's first moment.</param>
/// <param name="End">Its last.</param>
/// <param name="Chosen">A moment chosen by chance within it, kept as long as the window stays.</param>
/// <param name="Explanation">A page that says why; null for none.</param>
public sealed record RenewalWindow(
    string Certificate, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset Chosen, Uri? Explanation);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CertificateState))]
internal sealed partial class StateJson : JsonSerializerContext;
