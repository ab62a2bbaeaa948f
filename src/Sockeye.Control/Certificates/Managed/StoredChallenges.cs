using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sockeye.Acme;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>
/// The answers to challenges that wait, in the store: whoever shares it can answer, whichever process the authority reaches.
/// Safe for use from any thread.
/// </summary>
public sealed class StoredChallenges(ICertificateStore store, TimeProvider time)
{
    /// <summary>How long an answer stands that nobody takes away: longer than authorities ask, and not for ever.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    // Orders under way for one name; who has more has forgotten some.
    private const int MaximumAnswers = 16;

    private readonly Lock _gate = new();
    private readonly TlsAlpnCertificateCache _certificates = new(time);

    /// <summary>Puts an answer in place until <paramref name="expires"/>.</summary>
    /// <exception cref="ChallengeException">The name is no host name, the kind has no such answer, or the store can't be written.</exception>
    public void Put(ChallengeAnswer answer, AcmeChallengeKind kind, DateTimeOffset expires)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var name = MachineNames.Normalize(answer.Identifier)
            ?? throw new ChallengeException($"\"{answer.Identifier}\" is no host name, so that a challenge for it can't be answered here");
        Change(name, answer, kind, others => [.. others.TakeLast(MaximumAnswers - 1), new(answer.Token, ValueOf(answer, kind), expires)]);
    }

    /// <summary>Takes an answer away; what is not there is no error.</summary>
    /// <exception cref="ChallengeException">The store can't be read or written.</exception>
    public void Remove(ChallengeAnswer answer, AcmeChallengeKind kind)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (MachineNames.Normalize(answer.Identifier) is { } name)
        {
            Change(name, answer, kind, others => [.. others]);
        }
    }

    /// <summary>Holds a name against other orders, or null where one has it.</summary>
    /// <exception cref="ChallengeException">The store can't be used.</exception>
    internal IDisposable? TryHold(string name, AcmeChallengeKind kind)
    {
        try
        {
            return store.TryLock($"orders/{IdOf(name, kind)}");
        }
        catch (CertificateException error)
        {
            throw new ChallengeException($"the challenge for {name} can't be answered: {error.Message}", error);
        }
    }

    /// <summary>The certificate for a name's newest TLS-ALPN-01 challenge (RFC 8737), or null where none waits. Reads one small document.</summary>
    /// <exception cref="CertificateException">The store can't be read.</exception>
    public TlsCertificate? TryFindTls(string name)
    {
        if (MachineNames.Normalize(name) is not { } host)
        {
            return null;
        }

        var waiting = Read(host, AcmeChallengeKind.TlsAlpn);
        return waiting.Count == 0 ? null : _certificates.Get(host, waiting[^1].Value);
    }

    /// <summary>The key authorization for a token of HTTP-01 (RFC 8555 section 8.3), or null where that challenge doesn't wait.</summary>
    /// <param name="host">The name that was asked, without a port.</param>
    /// <param name="token">The path's last segment.</param>
    /// <exception cref="CertificateException">The store can't be read.</exception>
    public string? TryFindHttp(string host, string token) =>
        MachineNames.Normalize(host) is { } name
            ? Read(name, AcmeChallengeKind.Http).LastOrDefault(a => string.Equals(a.Token, token, StringComparison.Ordinal))?.Value
            : null;

    private static string ValueOf(ChallengeAnswer answer, AcmeChallengeKind kind) => kind switch
    {
        AcmeChallengeKind.TlsAlpn => answer.DnsRecordValue, // the same digest in base64url
        AcmeChallengeKind.Http => answer.KeyAuthorization,
        _ => throw new ChallengeException($"a challenge of kind {kind} is not answered from the store"),
    };

    private static string DocumentOf(string name, AcmeChallengeKind kind) => $"challenges/{IdOf(name, kind)}.json";

    // A digest for a name: it may be longer than a file's, and what a stranger sends becomes no path.
    private static string IdOf(string name, AcmeChallengeKind kind) =>
        $"{(kind == AcmeChallengeKind.TlsAlpn ? "tls-alpn-01" : "http-01")}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))}";

    private void Change(
        string name, ChallengeAnswer answer, AcmeChallengeKind kind, Func<IEnumerable<ChallengeDocument.Answer>, IReadOnlyList<ChallengeDocument.Answer>> change)
    {
        var document = DocumentOf(name, kind);
        try
        {
            lock (_gate)
            {
                var answers = change([.. Read(name, kind).Where(a => a.Token != answer.Token)]);
                if (answers.Count == 0)
                {
                    store.Delete(document);
                }
                else
                {
                    store.Write(document, JsonSerializer.SerializeToUtf8Bytes(new(name, answers), ChallengeDocumentJson.Default.ChallengeDocument));
                }
            }
        }
        catch (CertificateException error)
        {
            throw new ChallengeException($"the challenge for {name} can't be answered: {error.Message}", error);
        }
    }

    /// <summary>What waits for a name. A document that isn't one of ours is none: the next answer is written over it.</summary>
    private IReadOnlyList<ChallengeDocument.Answer> Read(string name, AcmeChallengeKind kind)
    {
        if (store.TryRead(DocumentOf(name, kind)) is not { } content)
        {
            return [];
        }

        try
        {
            var now = time.GetUtcNow();
            var document = JsonSerializer.Deserialize(content, ChallengeDocumentJson.Default.ChallengeDocument);
            return document?.Name == name ? [.. (document.Answers ?? []).Where(a => a is { Token: not null, Value: not null } && a.Expires > now)] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
