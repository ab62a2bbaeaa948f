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
            wish.Directory.AbsoluteUri, wish.DirectoryAuthority ?? "", wish.Challenge.ToString(), wish.HttpListen.ToString(), wish.Key.ToString(),
            wish.Profile ?? "", wish.Email ?? "", wish.ExternalAccount?.KeyId ?? "", Convert.ToHexString(wish.ExternalAccount?.HmacKey ?? []),
            wish.ReuseKey.ToString(), .. PartsOf(wish.Dns?.Provider), .. wish.Dns?.Propagation.Resolvers.Select(r => r.ToString()) ?? [],
            wish.Dns?.Propagation.Timeout.ToString() ?? "", .. wish.Names,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }

    // Field by field: what their own texts show leaves out what is secret, and more.
    private static IEnumerable<string> PartsOf(DnsProviderOptions? provider) => provider switch
    {
        DnsCommandOptions command => [command.ToString()],
        Rfc2136Options update =>
            [update.Server.ToString(), update.Zone ?? "", update.KeyName, update.Algorithm, Convert.ToHexString(update.Secret), update.TimeToLive.ToString()],
        AcmeDnsOptions { Server: var server, Accounts: var accounts } =>
            [server.AbsoluteUri, .. accounts.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key} {a.Value.UserName} {a.Value.Password} {a.Value.Subdomain} {a.Value.FullDomain}")],
        CloudflareOptions { Api: var api, Token: var token } => [api.AbsoluteUri, token],
        _ => [],
    };
}
