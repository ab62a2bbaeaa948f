using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>acme[].dns</c> with the provider <c>cloudflare</c>.</summary>
internal static class CloudflareSection
{
    private const int LongestToken = 1024;

    private static readonly Uri Api = new("https://api.cloudflare.com/client/v4");

    public static CloudflareOptions? Bind(ConfigurationSection dns)
    {
        var url = ServiceAddress.Read(dns, Api, Api.AbsoluteUri);
        if (SecretFile.ReadEither(dns, "token", "tokenFile") is not { } secret)
        {
            return null;
        }

        var token = secret.Text.Trim();
        if (token.Length is 0 or > LongestToken || !token.All(c => c is > ' ' and < (char)0x7f))
        {
            dns.Fault(dns.PlaceOf(secret.IsFile ? "tokenFile" : "token"), "expected an API token of Cloudflare and nothing else");
            return null;
        }

        return url is null ? null : new CloudflareOptions(url, token);
    }
}
