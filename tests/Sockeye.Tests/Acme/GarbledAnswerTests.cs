using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sockeye.Acme;

namespace Sockeye.Tests.Acme;

/// <summary>Answers that are cut, and answers with one wrong byte, at every offset: a value or an AcmeException, nothing else.</summary>
public sealed class GarbledAnswerTests : AcmeTest
{
    private const string Root = AuthorityDouble.Root;

    private static readonly byte[] _wrongBytes = [0xff, (byte)'{', (byte)'"'];

    public static TheoryData<string> Kinds { get; } = ["directory", "account", "order", "authorization", "challenge", "problem", "renewal"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Answer_ThatIsWhole_IsRead(string kind)
    {
        var ask = await PrepareAsync(kind);

        if (kind == "problem")
        {
            (await Should.ThrowAsync<AcmeException>(() => ask(Body(kind)))).Problem.ShouldNotBeNull().Subproblems.Count.ShouldBe(1);
        }
        else
        {
            await ask(Body(kind));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Answer_ThatIsCutAnywhere_IsAFaultInOneLine(string kind)
    {
        var ask = await PrepareAsync(kind);
        var body = Body(kind);

        for (var length = 0; length < body.Length; length++)
        {
            var error = await Should.ThrowAsync<AcmeException>(() => ask(body[..length]), $"cut at {length}");
            error.Message.ShouldStartWith("authority.example answered ");
            error.Message.ShouldNotContain('\n');
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Answer_WithAWrongByteAnywhere_IsAValueOrAFault(string kind)
    {
        var ask = await PrepareAsync(kind);
        var faults = 0;
        for (var offset = 0; offset < Body(kind).Length; offset++)
        {
            foreach (var wrong in _wrongBytes)
            {
                var body = Body(kind);
                body[offset] = wrong;
                try
                {
                    await ask(body);
                }
                catch (AcmeException error)
                {
                    faults++;
                    error.Message.ShouldAllBe(c => !char.IsControl(c));
                }
            }
        }

        faults.ShouldBeGreaterThan(Body(kind).Length);
    }

    private static byte[] Body(string kind) => Encoding.UTF8.GetBytes(kind switch
    {
        "directory" => $$$"""{"newNonce":"{{{Root}}}/nonce","newAccount":"{{{Root}}}/account","newOrder":"{{{Root}}}/order","renewalInfo":"{{{Root}}}/r","meta":{"profiles":{"a":"b"},"externalAccountRequired":false}}""",
        "account" => """{"status":"valid","contact":["mailto:a@example.com"],"termsOfServiceAgreed":true}""",
        "order" => $$$"""{"status":"pending","expires":"2027-01-02T04:00:00Z","identifiers":[{"type":"dns","value":"example.com"}],"authorizations":["{{{Root}}}/a/1"],"finalize":"{{{Root}}}/f"}""",
        "authorization" => $$$"""{"status":"pending","identifier":{"type":"dns","value":"example.com"},"wildcard":false,"challenges":[{"type":"dns-01","url":"{{{Root}}}/c","token":"t","status":"pending"}]}""",
        "challenge" => $$$"""{"type":"dns-01","url":"{{{Root}}}/c","token":"t","status":"invalid","error":{"type":"about:blank","detail":"no"}}""",
        "problem" => """{"type":"urn:ietf:params:acme:error:compound","detail":"no","status":403,"subproblems":[{"type":"about:blank","identifier":{"type":"dns","value":"example.com"}}]}""",
        "renewal" => """{"suggestedWindow":{"start":"2027-01-02T04:00:00Z","end":"2027-01-03T04:00:00Z"},"explanationURL":"https://authority.example/why"}""",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    });

    /// <summary>A request whose answer is the given bytes.</summary>
    private async Task<Func<byte[], Task>> PrepareAsync(string kind)
    {
        var account = await RegisterAsync();
        using var certificate = X509Certificate2.CreateFromPem(RenewalInfoTests.Example);
        var example = X509CertificateLoader.LoadCertificate(certificate.RawData);
        var url = new Uri(Root + "/asked");
        var challenge = new AcmeChallenge("dns-01", url, "t", ChallengeStatus.Pending, null);
        return async body =>
        {
            Authority.Instead = (path, _) => path == "/nonce" || (kind != "directory" && path == "/dir") ? null : new DoubleReply(
                kind == "problem" ? HttpStatusCode.Forbidden : HttpStatusCode.OK, kind == "problem" ? "application/problem+json" : "application/json", body);
            await (kind switch
            {
                "directory" => (Task)new AcmeClient(new HttpClient(Authority, disposeHandler: false), AuthorityDouble.Directory, Time, PassingTime.Options).GetDirectoryAsync(),
                "account" => account.UpdateContactsAsync([]),
                "order" => account.GetOrderAsync(url),
                "authorization" => account.GetAuthorizationAsync(url),
                "challenge" or "problem" => account.RespondAsync(challenge),
                _ => Client.GetRenewalInfoAsync(example),
            });
        };
    }
}
