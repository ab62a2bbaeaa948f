using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>acme[].dns</c>: who makes the TXT records, and how it is seen that they are there.</summary>
internal static class DnsSection
{
    // What only one provider has; at another it would be ignored, and so it is a fault.
    private static readonly (string Provider, string[] Keys)[] Own =
    [
        ("command", ["command", "timeout"]),
        ("rfc2136", ["server", "zone", "tsig", "ttl"]),
        ("acme-dns", ["url", "credentialsFile"]),
        ("cloudflare", ["url", "token", "tokenFile"]),
    ];

    /// <summary>The options; null where there are none, or faults.</summary>
    public static DnsOptions? Bind(ConfigurationSection acme)
    {
        if (acme.Section("dns") is not { } dns)
        {
            return null;
        }

        dns.Require("provider");
        var propagation = PropagationSection.Bind(dns);
        var name = dns.Choice<string?>("provider", null, [.. Own.Select(o => (o.Provider, (string?)o.Provider))]);
        RefuseOthersKeys(dns, name);
        DnsProviderOptions? provider = name switch
        {
            "command" => DnsCommandSection.Bind(dns),
            "rfc2136" => Rfc2136Section.Bind(dns),
            "acme-dns" => AcmeDnsSection.Bind(dns),
            "cloudflare" => CloudflareSection.Bind(dns),
            _ => null,
        };
        return provider is null ? null : new DnsOptions(provider, propagation);
    }

    private static void RefuseOthersKeys(ConfigurationSection dns, string? provider)
    {
        if (provider is null)
        {
            return;
        }

        var own = Own.First(o => o.Provider == provider).Keys;
        foreach (var key in Own.SelectMany(o => o.Keys).Distinct().Where(k => !own.Contains(k) && dns.Find(k) is not null))
        {
            dns.Fault(dns.PlaceOf(key), $"the provider {provider} has no \"{key}\"; it is for {string.Join(" and ", Own.Where(o => o.Keys.Contains(key)).Select(o => o.Provider))}");
        }
    }
}
