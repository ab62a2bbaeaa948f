using System.Text.Json.Serialization;

namespace Sockeye.Cli;

/// <summary>Everything that <c>--json</c> prints, source-generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AuthorityReport))]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(IReadOnlyList<ClientFormatReport>))]
[JsonSerializable(typeof(IReadOnlyList<CertificateReport>))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(RouteReport))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(UserReport))]
[JsonSerializable(typeof(IReadOnlyList<UserReport>))]
[JsonSerializable(typeof(UpstreamReport))]
[JsonSerializable(typeof(IReadOnlyList<UpstreamReport>))]
[JsonSerializable(typeof(UpstreamTestReport))]
internal sealed partial class CliJson : JsonSerializerContext;
