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
            wish.ReuseKey.ToString(), wish.Dns?.ToString() ?? "", string.Join(' ', wish.Dns?.Propagation.Resolvers ?? []), SecretOf(wish.Dns?.Provider),
            .. wish.Names,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }

    private static string SecretOf(DnsProviderOptions? provider) => provider switch
    {
        Rfc2136Options { Secret: var secret } => Convert.ToHexString(secret),
        AcmeDnsOptions { Accounts: var accounts } => string.Join(' ', accounts.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key} {a.Value.UserName} {a.Value.Password}")),
        CloudflareOptions { Token: var token } => token,
        _ => "",
    };
}
