using System.Net;
using System.Security.Cryptography;
using Sockeye.Acme;
using Sockeye.FunctionalTests.Testing.Pebble;

namespace Sockeye.FunctionalTests.Acme;

/// <summary>Certificates from Pebble.</summary>
public sealed class IssuanceTests : AcmeTest
{
    [Theory]
    [InlineData("http-01", "www.example.com", "example.com")]
    [InlineData("tls-alpn-01", "www.example.com", "example.com")]
    [InlineData("dns-01", "example.com", "*.example.com", "example.org")]
    public async Task Issue_ByEachKindOfChallenge_GivesAChainOfTheAuthority(string challenge, params string[] names)
    {
        var pebble = await StartPebbleAsync();

        var chain = await IssueAsync(await RegisterAsync(pebble), new TestServerResponder(pebble.Challenges, challenge), names);

        ShouldBeTrusted(chain, await pebble.GetRootAsync(), names);
        chain.Alternates.ShouldBeEmpty();
    }

    [Fact]
    public async Task Issue_WithAnRsaKey_GivesACertificateForIt()
    {
        var pebble = await StartPebbleAsync();
        using var key = RSA.Create(2048);

        var chain = await CertificateOrder.IssueAsync(
            await RegisterAsync(pebble),
            new OrderRequest { Names = ["example.com"] },
            CertificateSigningRequest.Create(key, ["example.com"]),
            new TestServerResponder(pebble.Challenges, "http-01"));

        chain.Load()[0].PublicKey.ExportSubjectPublicKeyInfo().ShouldBe(key.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public async Task Issue_WhereManyNoncesAreRefused_TriesWithNewOnes()
    {
        var pebble = await StartPebbleAsync(new PebbleOptions { NonceRejectPercent = 30 });
        var log = new RequestLog();
        var account = await RegisterAsync(pebble, log);

        var chain = await IssueAsync(account, new TestServerResponder(pebble.Challenges, "http-01"), "example.com", "example.org");

        ShouldBeTrusted(chain, await pebble.GetRootAsync(), "example.com", "example.org");

        // A short order may have had luck each time: on until nonces were refused for certain.
        for (var requests = 0; requests < 200 && log.Entries.Count(entry => entry.Status == HttpStatusCode.BadRequest) < 5; requests++)
        {
            await account.GetStateAsync();
        }

        log.Entries.Count(entry => entry.Status == HttpStatusCode.BadRequest).ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task Issue_ForNamesProvenBefore_AsksForNoAnswer()
    {
        var pebble = await StartPebbleAsync(new PebbleOptions { AuthorizationReusePercent = 100 });
        var account = await RegisterAsync(pebble);
        await IssueAsync(account, new TestServerResponder(pebble.Challenges, "http-01"), "example.com");

        var again = await IssueAsync(account, new NoResponder(), "example.com");

        ShouldBeTrusted(again, await pebble.GetRootAsync(), "example.com");
    }

    [Fact]
    public async Task Issue_WithAShortLifetime_EndsSoon()
    {
        var pebble = await StartPebbleAsync(new PebbleOptions { Validity = TimeSpan.FromMinutes(10) });

        var chain = await IssueAsync(await RegisterAsync(pebble), new TestServerResponder(pebble.Challenges, "http-01"), "example.com");

        var certificate = chain.Load()[0];
        (certificate.NotAfter - certificate.NotBefore).ShouldBeInRange(TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(11));
    }

    [Fact]
    public async Task Download_FromAnAuthorityOfSeveralRoots_OffersTheOtherChains()
    {
        var pebble = await StartPebbleAsync(new PebbleOptions { AlternateRoots = 2 });
        var account = await RegisterAsync(pebble);

        var chain = await IssueAsync(account, new TestServerResponder(pebble.Challenges, "http-01"), "example.com");

        chain.Alternates.Count.ShouldBe(2);
        ShouldBeTrusted(chain, await pebble.GetRootAsync(0), "example.com");
        ShouldBeTrusted(await account.DownloadAsync(chain.Alternates[0]), await pebble.GetRootAsync(1), "example.com");
    }

    [Fact]
    public async Task Revoke_AnIssuedCertificate_IsKnownToTheAuthority()
    {
        var pebble = await StartPebbleAsync();
        var account = await RegisterAsync(pebble);
        var certificate = (await IssueAsync(account, new TestServerResponder(pebble.Challenges, "http-01"), "example.com")).Load()[0];
        (await pebble.GetStatusAsync(certificate)).ShouldBe("Valid");

        await account.RevokeAsync(certificate, RevocationReason.Superseded);

        (await pebble.GetStatusAsync(certificate)).ShouldBe("Revoked");
        var again = await Should.ThrowAsync<AcmeException>(() => account.RevokeAsync(certificate));
        again.Problem.ShouldNotBeNull().Type.ShouldBe(AcmeErrorType.AlreadyRevoked);
    }

    private sealed class NoResponder : IChallengeResponder
    {
        public string ChallengeType => "http-01";

        public Task PresentAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken) =>
            throw new ChallengeException("nothing was to be answered");

        public Task CleanUpAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
