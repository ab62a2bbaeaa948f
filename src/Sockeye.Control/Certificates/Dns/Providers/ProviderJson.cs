using System.Text.Json.Serialization;

namespace Sockeye.Control.Certificates.Dns.Providers;

/// <summary>acme-dns: <c>POST /update</c>.</summary>
internal sealed record AcmeDnsUpdate([property: JsonPropertyName("subdomain")] string Subdomain, [property: JsonPropertyName("txt")] string Text);

/// <summary>Cloudflare: the envelope of every answer.</summary>
internal sealed record CloudflareAnswer<T>(
    [property: JsonPropertyName("success")] bool IsSuccess,
    [property: JsonPropertyName("errors")] IReadOnlyList<CloudflareError>? Errors,
    [property: JsonPropertyName("result")] T? Result);

/// <summary>Cloudflare: one of the errors of an answer.</summary>
internal sealed record CloudflareError([property: JsonPropertyName("code")] int Code, [property: JsonPropertyName("message")] string? Message);

/// <summary>Cloudflare: a zone of a list.</summary>
internal sealed record CloudflareZone([property: JsonPropertyName("id")] string? Id, [property: JsonPropertyName("name")] string? Name);

/// <summary>Cloudflare: a record of a list.</summary>
internal sealed record CloudflareRecord(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("content")] string? Content);

/// <summary>Cloudflare: the record to make.</summary>
internal sealed record CloudflareNewRecord(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("ttl")] int TimeToLiveSeconds);

[JsonSerializable(typeof(AcmeDnsUpdate))]
[JsonSerializable(typeof(CloudflareNewRecord))]
[JsonSerializable(typeof(CloudflareAnswer<IReadOnlyList<CloudflareZone>>), TypeInfoPropertyName = "CloudflareZones")]
[JsonSerializable(typeof(CloudflareAnswer<IReadOnlyList<CloudflareRecord>>), TypeInfoPropertyName = "CloudflareRecords")]
[JsonSerializable(typeof(CloudflareAnswer<CloudflareRecord>), TypeInfoPropertyName = "CloudflareOneRecord")]
internal sealed partial class ProviderJson : JsonSerializerContext;
