using System.Net;
using Sockeye.Acme;
using Sockeye.Control.Certificates.Dns.Lookups;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Dns.Providers;

/// <summary>Records by Cloudflare's interface, version 4: the zone is found by its name, the record by name and content.</summary>
/// <param name="options">Address and token.</param>
/// <param name="resolvers">Who is asked for a CNAME; empty for the system's.</param>
/// <param name="lookup">Asks.</param>
internal sealed class CloudflareEditor(CloudflareOptions options, IReadOnlyList<IPEndPoint> resolvers, IDnsLookup lookup) : IDnsRecordEditor
{
    // The shortest that Cloudflare has, but for its own "automatic".
    private const int TimeToLiveSeconds = 60;

    private const int IdenticalRecordExists = 81058;
    private const int RecordDoesNotExist = 81044;

    private readonly CloudflareApi _api = new(options);

    public async Task AddTextAsync(string name, string value, CancellationToken cancellationToken)
    {
        var target = await TargetAsync(name, cancellationToken);
        var zone = await ZoneAsync(target, cancellationToken);
        var record = new CloudflareNewRecord("TXT", target, $"\"{value}\"", TimeToLiveSeconds);
        var answer = await _api.PostAsync(
            $"zones/{zone}/dns_records", record, ProviderJson.Default.CloudflareNewRecord, ProviderJson.Default.CloudflareOneRecord, cancellationToken);
        CloudflareApi.Require(answer, $"to add a TXT record for {target}", IdenticalRecordExists);
    }

    public async Task RemoveTextAsync(string name, string value, CancellationToken cancellationToken)
    {
        var target = await TargetAsync(name, cancellationToken);
        var zone = await ZoneAsync(target, cancellationToken);
        var list = await _api.GetAsync(
            $"zones/{zone}/dns_records?type=TXT&name={Uri.EscapeDataString(target)}&per_page=100", ProviderJson.Default.CloudflareRecords, cancellationToken);
        CloudflareApi.Require(list, $"to list the TXT records of {target}");

        // The content comes back in quotes or without, as it was given.
        foreach (var record in (list.Result ?? []).Where(r => r.Content?.Trim('"') == value))
        {
            var removed = await _api.DeleteAsync($"zones/{zone}/dns_records/{CloudflareApi.Id(record.Id)}", ProviderJson.Default.CloudflareOneRecord, cancellationToken);
            CloudflareApi.Require(removed, $"to remove a TXT record of {target}", RecordDoesNotExist);
        }
    }

    private Task<string> TargetAsync(string name, CancellationToken cancellationToken) =>
        AliasFollower.FollowAsync(lookup, AliasFollower.Resolvers(resolvers), name, cancellationToken);

    private async Task<string> ZoneAsync(string name, CancellationToken cancellationToken)
    {
        // A zone has two labels at least; one of three may be delegated apart, so the longest name that is one counts.
        for (var at = name; at.Contains('.', StringComparison.Ordinal); at = at[(at.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            var list = await _api.GetAsync($"zones?name={Uri.EscapeDataString(at)}", ProviderJson.Default.CloudflareZones, cancellationToken);
            CloudflareApi.Require(list, $"to look for the zone of {name}");
            if (list.Result?.FirstOrDefault(z => string.Equals(z.Name, at, StringComparison.OrdinalIgnoreCase)) is { } zone)
            {
                return CloudflareApi.Id(zone.Id);
            }
        }

        throw new ChallengeException($"Cloudflare shows no zone for {name} to this token; give the token Zone:Read and DNS:Edit for the zone");
    }
}
