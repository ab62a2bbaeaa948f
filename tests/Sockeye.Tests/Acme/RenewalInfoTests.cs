using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sockeye.Acme;

namespace Sockeye.Tests.Acme;

public sealed class RenewalInfoTests : AcmeTest
{
    // RFC 9773 appendix A.
    internal const string Example = """
        -----BEGIN CERTIFICATE-----
        MIIBQzCB66ADAgECAgUAh2VDITAKBggqhkjOPQQDAjAVMRMwEQYDVQQDEwpFeGFt
        cGxlIENBMCIYDzAwMDEwMTAxMDAwMDAwWhgPMDAwMTAxMDEwMDAwMDBaMBYxFDAS
        BgNVBAMTC2V4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEeBZu
        7cbpAYNXZLbbh8rNIzuOoqOOtmxA1v7cRm//AwyMwWxyHz4zfwmBhcSrf47NUAFf
        qzLQ2PPQxdTXREYEnKMjMCEwHwYDVR0jBBgwFoAUaYhba4dGQEHhs3uEe6CuLN4B
        yNQwCgYIKoZIzj0EAwIDRwAwRAIge09+S5TZAlw5tgtiVvuERV6cT4mfutXIlwTb
        +FYN/8oCIClDsqBklhB9KAelFiYt9+6FDj3z4KGVelYM5MdsO3pK
        -----END CERTIFICATE-----
        """;

    private const string Identifier = "aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE";

    [Fact]
    public void IdentifierOf_TheExampleOfTheRfc_IsAsItSays()
    {
        using var certificate = X509Certificate2.CreateFromPem(Example);

        RenewalInfo.IdentifierOf(certificate).ShouldBe(Identifier);
    }

    [Fact]
    public void IdentifierOf_ACertificateThatNamesNoAuthority_IsNone()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=example.com", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));

        Should.Throw<CryptographicException>(() => RenewalInfo.IdentifierOf(certificate)).Message.ShouldContain("no authority key identifier");
    }

    [Fact]
    public async Task GetRenewalInfo_OfACertificate_GivesTheWindow()
    {
        Answer("""{"suggestedWindow":{"start":"2027-01-02T04:00:00Z","end":"2027-01-03T04:00:00Z"},"explanationURL":"https://authority.example/why"}""", "21600");

        var info = await AskAsync();

        info.ShouldBe(new RenewalInfo(
            DateTimeOffset.Parse("2027-01-02T04:00:00Z", CultureInfo.InvariantCulture),
            DateTimeOffset.Parse("2027-01-03T04:00:00Z", CultureInfo.InvariantCulture),
            new Uri("https://authority.example/why"),
            TimeSpan.FromHours(6)));
        Authority.Requests.Last().Method.ShouldBe(HttpMethod.Get);
    }

    [Fact]
    public async Task GetRenewalInfo_WhereTheAuthorityHasNone_GivesNone()
    {
        Authority.HasRenewalInfo = false;

        (await AskAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"suggestedWindow":{"start":"2027-01-02T04:00:00Z"}}""")]
    [InlineData("""{"suggestedWindow":{"start":"2027-01-03T04:00:00Z","end":"2027-01-02T04:00:00Z"}}""")]
    public async Task GetRenewalInfo_WithoutAWindow_SaysSo(string body)
    {
        Answer(body, null);

        (await Should.ThrowAsync<AcmeException>(AskAsync)).Message
            .ShouldBe("authority.example suggests no window for the renewal, or one that ends before it begins");
    }

    [Fact]
    public async Task Order_ThatReplaces_NamesTheCertificate()
    {
        await (await RegisterAsync()).NewOrderAsync(new OrderRequest { Names = ["example.com"], Replaces = Identifier });

        Authority.SentTo("/order").Single().Json["replaces"]!.GetValue<string>().ShouldBe(Identifier);
    }

    [Fact]
    public async Task Order_ThatReplacesAtAnAuthorityWithoutRenewalInfo_LeavesItOut()
    {
        Authority.HasRenewalInfo = false;

        await (await RegisterAsync()).NewOrderAsync(new OrderRequest { Names = ["example.com"], Replaces = Identifier });

        Authority.SentTo("/order").Single().Json.ContainsKey("replaces").ShouldBeFalse();
    }

    [Fact]
    public async Task Issue_WhereTheCertificateIsReplacedAlready_OrdersWithoutReplacing()
    {
        Authority.Instead = (path, message) => path == "/order" && message!.Json.ContainsKey("replaces")
            ? DoubleReply.Problem(AcmeErrorType.AlreadyReplaced, "replaced", HttpStatusCode.Conflict)
            : null;

        await IssueAsync(new OrderRequest { Names = ["example.com"], Replaces = Identifier });

        Authority.SentTo("/order").Count.ShouldBe(2);
    }

    private void Answer(string body, string? retryAfter) => Authority.Instead = (path, _) =>
    {
        if (path != "/renewal/" + Identifier)
        {
            return null;
        }

        var reply = new DoubleReply(HttpStatusCode.OK, "application/json", Encoding.UTF8.GetBytes(body));
        return retryAfter is null ? reply : reply.With("Retry-After", retryAfter);
    };

    private async Task<RenewalInfo?> AskAsync()
    {
        using var certificate = X509Certificate2.CreateFromPem(Example);
        return await Client.GetRenewalInfoAsync(certificate);
    }
}
