using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Acme;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Pebble;

namespace Sockeye.FunctionalTests.Acme;

/// <summary>The library against Pebble.</summary>
public abstract class AcmeTest : FunctionalTest
{
    private protected static readonly AccountRequest Agreed = new() { Contacts = ["mailto:admin@example.com"], TermsOfServiceAgreed = true };

    private protected Task<PebbleAuthority> StartPebbleAsync(PebbleOptions? options = null) => OwnAsync(PebbleAuthority.StartAsync(options));

    private protected AcmeClient ClientOf(PebbleAuthority pebble, RequestLog? log = null)
    {
        var http = log is null ? PebbleAuthority.CreateHttpClient() : new HttpClient(log);
        if (log is not null)
        {
            log.InnerHandler = PebbleAuthority.CreateHttpHandler();
        }

        return new AcmeClient(Keep(http), pebble.Directory, TimeProvider.System);
    }

    private protected AccountKey NewKey() => Keep(AccountKey.Create());

    private protected Task<AcmeAccount> RegisterAsync(PebbleAuthority pebble, RequestLog? log = null) => ClientOf(pebble, log).RegisterAsync(NewKey(), Agreed);

    private protected static async Task<IssuedChain> IssueAsync(AcmeAccount account, IChallengeResponder responder, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return await CertificateOrder.IssueAsync(
            account, new OrderRequest { Names = names }, CertificateSigningRequest.Create(key, names), responder);
    }

    /// <summary>The names of a chain's first certificate, once the root has vouched for it.</summary>
    private protected static void ShouldBeTrusted(IssuedChain chain, string rootPem, params string[] names)
    {
        var certificates = chain.Load();
        using var verified = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509Certificate2.CreateFromPem(rootPem) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        };
        verified.ChainPolicy.ExtraStore.AddRange(certificates);
        verified.Build(certificates[0]).ShouldBeTrue(string.Join(", ", verified.ChainStatus.Select(status => status.StatusInformation)));
        certificates[0].Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames().ShouldBe(names, ignoreOrder: true);
    }

    private T Keep<T>(T disposable)
        where T : IDisposable
    {
        Own(new AtTheEnd(disposable));
        return disposable;
    }

    private sealed class AtTheEnd(IDisposable disposable) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            disposable.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
