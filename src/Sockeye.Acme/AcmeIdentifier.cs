using System.Net;

namespace Sockeye.Acme;

/// <summary>What a certificate is for (RFC 8555 section 9.7.7): a name in DNS, or an address (RFC 8738).</summary>
/// <param name="Type"><c>dns</c> or <c>ip</c>.</param>
/// <param name="Value">The name in ASCII, in an order with the <c>*.</c> of a wildcard, in an authorization without; or the address.</param>
public sealed record AcmeIdentifier(string Type, string Value)
{
    /// <summary>The type of names.</summary>
    public const string Dns = "dns";

    /// <summary>The type of addresses.</summary>
    public const string Ip = "ip";

    /// <summary>Of a name or an address as a person writes it.</summary>
    public static AcmeIdentifier Of(string name) => new(IsAddress(name) ? Ip : Dns, name);

    /// <summary>Whether it is an address in its usual spelling: <c>IPAddress</c> alone would take <c>1</c> for one.</summary>
    internal static bool IsAddress(string name) =>
        IPAddress.TryParse(name, out var address) && string.Equals(address.ToString(), name, StringComparison.OrdinalIgnoreCase);
}
