using System.Net;

namespace Sockeye.Control.Configuration;

/// <summary>How TXT records are made for DNS-01, and how it is seen that they are there.</summary>
/// <param name="Provider">Who makes them.</param>
/// <param name="Propagation">How their arrival is checked.</param>
public sealed record DnsOptions(DnsProviderOptions Provider, DnsPropagationOptions Propagation);

/// <summary>Who makes TXT records.</summary>
public abstract record DnsProviderOptions;

/// <summary>A program of the operator's: <c>PROGRAM present|cleanup NAME VALUE</c>.</summary>
/// <param name="Command">Its full path.</param>
/// <param name="Timeout">How long one call may take.</param>
public sealed record DnsCommandOptions(string Command, TimeSpan Timeout) : DnsProviderOptions;

/// <summary>Dynamic update of a zone (RFC 2136), signed with TSIG (RFC 8945).</summary>
/// <param name="Server">The zone's primary server.</param>
/// <param name="Zone">The zone, without a dot at the end; null to ask for it (SOA).</param>
/// <param name="KeyName">The key's name.</param>
/// <param name="Algorithm">The key's algorithm, as in <c>hmac-sha256</c>.</param>
/// <param name="Secret">The key.</param>
/// <param name="TimeToLive">The records' time to live.</param>
public sealed record Rfc2136Options(
    DnsEndPoint Server, string? Zone, string KeyName, string Algorithm, byte[] Secret, TimeSpan TimeToLive) : DnsProviderOptions
{
    /// <inheritdoc/>
    public override string ToString() => $"Rfc2136Options {{ Server = {Server}, KeyName = {KeyName}, Secret = *** }}";
}

/// <summary>An acme-dns server, to which <c>_acme-challenge</c> is a CNAME.</summary>
/// <param name="Server">Its address.</param>
/// <param name="Accounts">Registrations by domain, lower case; one under the empty name is for every domain.</param>
public sealed record AcmeDnsOptions(Uri Server, IReadOnlyDictionary<string, AcmeDnsAccount> Accounts) : DnsProviderOptions
{
    /// <summary>The registration for a domain, or null.</summary>
    public AcmeDnsAccount? AccountFor(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Accounts.GetValueOrDefault(domain.ToLowerInvariant()) ?? Accounts.GetValueOrDefault("");
    }

    /// <inheritdoc/>
    public override string ToString() => $"AcmeDnsOptions {{ Server = {Server}, Accounts = {Accounts.Count} }}";
}

/// <summary>What an acme-dns server gives who registers.</summary>
/// <param name="UserName">The user.</param>
/// <param name="Password">The password.</param>
/// <param name="Subdomain">The subdomain that the user may change.</param>
/// <param name="FullDomain">Its whole name: what the CNAME names.</param>
public sealed record AcmeDnsAccount(string UserName, string Password, string Subdomain, string FullDomain)
{
    /// <inheritdoc/>
    public override string ToString() => $"AcmeDnsAccount {{ FullDomain = {FullDomain}, Password = *** }}";
}

/// <summary>Cloudflare's interface.</summary>
/// <param name="Api">Its base address.</param>
/// <param name="Token">An API token that may edit the zone's records.</param>
public sealed record CloudflareOptions(Uri Api, string Token) : DnsProviderOptions
{
    /// <inheritdoc/>
    public override string ToString() => $"CloudflareOptions {{ Api = {Api}, Token = *** }}";
}

/// <summary>How it is checked that the records are there before the authority is told.</summary>
/// <param name="Resolvers">Whom to ask; empty for the zone's own name servers.</param>
/// <param name="Timeout">When to go on with a warning all the same. Default 60 s.</param>
public sealed record DnsPropagationOptions(IReadOnlyList<IPEndPoint> Resolvers, TimeSpan Timeout);
