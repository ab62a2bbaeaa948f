using System.Net;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;

namespace Sockeye.Tests.Certificates.Managed;

/// <summary>Whoever mends an entry and reloads has it tried again as it is now.</summary>
public sealed class WishFingerprintTests
{
    private static readonly Rfc2136Options Update = new(
        new DnsEndPoint("192.0.2.1", 53), "proxy.example", "sockeye-key", "hmac-sha256", new byte[32], TimeSpan.FromSeconds(60));

    private static readonly AcmeDnsAccount Account = new("user", "password", "sub", "sub.acme-dns.example");

    [Fact]
    public void Of_TheSameWish_IsTheSame() =>
        WishFingerprint.Of(Wish() with { Dns = Dns(Update with { Secret = new byte[32] }) }).ShouldBe(WishFingerprint.Of(Wish() with { Dns = Dns(Update) }));

    [Fact]
    public void Of_AnyOneThingChanged_IsAnother()
    {
        AcmeOptions[] wishes =
        [
            Wish(),
            Wish() with { Names = ["other.example"] },
            Wish() with { Key = AcmeKeyKind.Rsa2048 },
            Wish() with { ReuseKey = true },
            Wish() with { ExternalAccount = new ExternalAccountOptions("kid", [1]) },
            Wish() with { ExternalAccount = new ExternalAccountOptions("kid", [2]) },
            Wish() with { Dns = Dns(Update) },
            Wish() with { Dns = Dns(Update with { Server = new DnsEndPoint("192.0.2.2", 53) }) },
            Wish() with { Dns = Dns(Update with { Zone = null }) },
            Wish() with { Dns = Dns(Update with { KeyName = "other-key" }) },
            Wish() with { Dns = Dns(Update with { Algorithm = "hmac-sha512" }) },
            Wish() with { Dns = Dns(Update with { Secret = [.. Enumerable.Repeat((byte)1, 32)] }) },
            Wish() with { Dns = Dns(Update with { TimeToLive = TimeSpan.FromSeconds(1) }) },
            Wish() with { Dns = Dns(Update, IPEndPoint.Parse("192.0.2.9:53")) },
            Wish() with { Dns = Dns(Update, IPEndPoint.Parse("192.0.2.9:53"), IPEndPoint.Parse("192.0.2.10:53")) },
            Wish() with { Dns = Dns(AcmeDns(Account)) },
            Wish() with { Dns = Dns(AcmeDns(Account with { Password = "other" })) },
            Wish() with { Dns = Dns(AcmeDns(Account with { Subdomain = "other" })) },
            Wish() with { Dns = Dns(AcmeDns(Account with { FullDomain = "other.acme-dns.example" })) },
            Wish() with { Dns = Dns(new CloudflareOptions(new Uri("https://cloudflare.example/"), "token")) },
            Wish() with { Dns = Dns(new CloudflareOptions(new Uri("https://cloudflare.example/"), "other")) },
            Wish() with { Dns = Dns(new DnsCommandOptions("/etc/hook", TimeSpan.FromSeconds(1))) },
            Wish() with { Dns = Dns(new DnsCommandOptions("/etc/hook", TimeSpan.FromSeconds(2))) },
        ];

        wishes.Select(WishFingerprint.Of).Distinct().Count().ShouldBe(wishes.Length);
    }

    private static AcmeOptions Wish() => new() { Tag = "main", Names = ["proxy.example"], Challenge = AcmeChallengeKind.Dns };

    private static DnsOptions Dns(DnsProviderOptions provider, params IPEndPoint[] resolvers) =>
        new(provider, new DnsPropagationOptions(resolvers, TimeSpan.FromSeconds(60)));

    private static AcmeDnsOptions AcmeDns(AcmeDnsAccount account) =>
        new(new Uri("https://acme-dns.example/"), new Dictionary<string, AcmeDnsAccount> { [""] = account });
}
