using System.Text.Json.Serialization;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>What waits for an authority under one name, as it stands in the store.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Answers">The answers, the newest last.</param>
internal sealed record ChallengeDocument(string Name, IReadOnlyList<ChallengeDocument.Answer> Answers)
{
    /// <summary>One order's answer.</summary>
    /// <param name="Token">The authority's token.</param>
    /// <param name="Value">HTTP-01: the key authorization. TLS-ALPN-01: its digest in base64url.</param>
    /// <param name="Expires">When it is nobody's any more: whoever put it there was killed before he could take it away.</param>
    internal sealed record Answer(string Token, string Value, DateTimeOffset Expires);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChallengeDocument))]
internal sealed partial class ChallengeDocumentJson : JsonSerializerContext;
