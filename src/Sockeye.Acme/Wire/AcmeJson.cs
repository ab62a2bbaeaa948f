using System.Text.Json.Serialization;

namespace Sockeye.Acme.Wire;

/// <summary>All JSON of the protocol, source-generated.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonWebKey))]
[JsonSerializable(typeof(JsonWebSignature))]
[JsonSerializable(typeof(SignatureHeader))]
[JsonSerializable(typeof(AccountPayload))]
[JsonSerializable(typeof(OrderPayload))]
[JsonSerializable(typeof(FinalizePayload))]
[JsonSerializable(typeof(RevocationPayload))]
[JsonSerializable(typeof(KeyChangePayload))]
[JsonSerializable(typeof(StatusPayload))]
[JsonSerializable(typeof(DirectoryAnswer))]
[JsonSerializable(typeof(AccountAnswer))]
[JsonSerializable(typeof(OrderAnswer))]
[JsonSerializable(typeof(AuthorizationAnswer))]
[JsonSerializable(typeof(ChallengeState))]
[JsonSerializable(typeof(RenewalInfoAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
internal sealed partial class AcmeJson : JsonSerializerContext;
