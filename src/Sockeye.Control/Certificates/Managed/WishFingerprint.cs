using System.Security.Cryptography;
using System.Text;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Tells whether the configuration still asks for what an attempt was about: who has mended it need not wait for a pause to end.</summary>
internal static class WishFingerprint
{
    /// <summary>A hash over everything that an attempt depends on, secrets among it, which it doesn't show.</summary>
    public static string Of(AcmeOptions wish)
    {
        string[] parts =
        [
            wish.Directory.AbsoluteUri, wish.DirectoryAuthority ?? "", wish.Challenge.ToString(), wish.HttpListen.ToString(), wish.Key.ToString(), wish.ReuseKey.ToString(),
            wish.Profile ?? "", wish.Email ?? "", wish.ExternalAccount?.KeyId ?? "", Convert.ToHexString(wish.ExternalAccount?.HmacKey ?? []),
            ProviderOf(wish.Dns?.Provider), PropagationOf(wish.Dns?.Propagation), .. wish.Names,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }

    // Field by field: what a record prints leaves secrets and the members of lists out.
    private static string ProviderOf(DnsProviderOptions? provider) => provider switch
    {
        DnsCommandOptions command => $"{command.Command} {command.Timeout}",
        Rfc2136Options update => $"{update.Server} {update.Zone} {update.KeyName} {update.Algorithm} {Convert.ToHexString(update.Secret)} {update.TimeToLive}",
        AcmeDnsOptions acmeDns => $"{acmeDns.Server.AbsoluteUri} {string.Join(' ', acmeDns.Accounts.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key} {AccountOf(a.Value)}"))}",
        CloudflareOptions cloudflare => $"{cloudflare.Api.AbsoluteUri} {cloudflare.Token}",
        _ => "",
    };

    private static string AccountOf(AcmeDnsAccount account) => $"{account.UserName} {account.Password} {account.Subdomain} {account.FullDomain}";

    private static string PropagationOf(DnsPropagationOptions? propagation) =>
        propagation is null ? "" : $"{string.Join(' ', propagation.Resolvers)} {propagation.Timeout}";
}
