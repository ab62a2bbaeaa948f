using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sockeye.Control.Certificates.Dns.Updates;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>
/// Credentials of acme-dns: what its <c>/register</c> gives (<c>username</c>, <c>password</c>, <c>fulldomain</c>, <c>subdomain</c>), or an
/// object of such by domain, as other clients store them.
/// </summary>
internal static class AcmeDnsAccounts
{
    private const string Expected = "expected username, password, fulldomain and subdomain, as acme-dns gives them, or an object of such by domain";

    public static bool TryParse(
        string text, [NotNullWhen(true)] out IReadOnlyDictionary<string, AcmeDnsAccount>? accounts, [NotNullWhen(false)] out string? error)
    {
        accounts = null;
        error = null;
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                error = Expected;
                return false;
            }

            if (document.RootElement.TryGetProperty("username", out var user) && user.ValueKind == JsonValueKind.String)
            {
                accounts = new Dictionary<string, AcmeDnsAccount> { [""] = Read(document.RootElement) };
                return true;
            }

            var byDomain = new Dictionary<string, AcmeDnsAccount>();
            foreach (var entry in document.RootElement.EnumerateObject())
            {
                byDomain[DnsName.Normalize(entry.Name)] = Read(entry.Value, entry.Name);
            }

            accounts = byDomain;
            error = byDomain.Count == 0 ? Expected : null;
        }
        catch (FormatException fault)
        {
            error = fault.Message;
        }
        catch (JsonException)
        {
            error = "the file is no JSON; " + Expected;
        }

        return error is null;
    }

    private static AcmeDnsAccount Read(JsonElement element, string? domain = null)
    {
        var stored = element.ValueKind == JsonValueKind.Object ? ReadFields(element) : null;
        return stored is { UserName: { Length: > 0 } user, Password: { Length: > 0 } password, Subdomain: { Length: > 0 } subdomain, FullDomain: { Length: > 0 } full }
            && IsHeader(user) && IsHeader(password)
            ? new AcmeDnsAccount(user, password, subdomain, full)
            : throw new FormatException(domain is null ? Expected : $"the entry {ConfigurationPath.Quote(domain)}: {Expected}");
    }

    private static AcmeDnsStoredAccount? ReadFields(JsonElement element)
    {
        try
        {
            return element.Deserialize(AcmeDnsJson.Default.AcmeDnsStoredAccount);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // They are sent as header fields.
    private static bool IsHeader(string text) => text.All(c => c is > ' ' and < (char)0x7f);
}

/// <summary>A registration as it is stored.</summary>
internal sealed record AcmeDnsStoredAccount(
    [property: JsonPropertyName("username")] string? UserName,
    [property: JsonPropertyName("password")] string? Password,
    [property: JsonPropertyName("subdomain")] string? Subdomain,
    [property: JsonPropertyName("fulldomain")] string? FullDomain)
{
    public override string ToString() => $"AcmeDnsStoredAccount {{ FullDomain = {FullDomain}, Password = *** }}";
}

[JsonSerializable(typeof(AcmeDnsStoredAccount))]
internal sealed partial class AcmeDnsJson : JsonSerializerContext;
