using Sockeye.Control.Certificates.Dns.Lookups;
using Sockeye.Control.Certificates.Dns.Providers;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Dns;

/// <summary>The editor of each provider.</summary>
public static class DnsRecordEditors
{
    /// <summary>The editor that the options ask for; nothing is opened before its first use.</summary>
    /// <param name="options">Provider, and the resolvers that are asked for a CNAME at the record's name.</param>
    /// <param name="time">The clock: what updates are signed with, and what limits a command.</param>
    public static IDnsRecordEditor Create(DnsOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        return Create(options, new DnsClientLookup(), time);
    }

    internal static IDnsRecordEditor Create(DnsOptions options, IDnsLookup lookup, TimeProvider time) => options.Provider switch
    {
        DnsCommandOptions command => new CommandEditor(command, time),
        Rfc2136Options update => new Rfc2136Editor(update, options.Propagation.Resolvers, lookup, time),
        AcmeDnsOptions acmeDns => new AcmeDnsEditor(acmeDns),
        CloudflareOptions cloudflare => new CloudflareEditor(cloudflare, options.Propagation.Resolvers, lookup),
        _ => throw new ArgumentException($"There is no editor for {options.Provider.GetType().Name}.", nameof(options)),
    };
}
