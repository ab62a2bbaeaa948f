using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>acme[].dns</c> with the provider <c>acme-dns</c>.</summary>
internal static class AcmeDnsSection
{
    public static AcmeDnsOptions? Bind(ConfigurationSection dns)
    {
        var url = ServiceAddress.Read(dns, null, "https://auth.acme-dns.example");
        dns.Require("credentialsFile");
        if (SecretFile.Read(dns, "credentialsFile") is not { } text)
        {
            return null;
        }

        if (!AcmeDnsAccounts.TryParse(text, out var accounts, out var error))
        {
            dns.Fault(dns.PlaceOf("credentialsFile"), error);
            return null;
        }

        return url is null ? null : new AcmeDnsOptions(url, accounts);
    }
}
