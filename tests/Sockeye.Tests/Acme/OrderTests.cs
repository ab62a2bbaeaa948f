using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sockeye.Acme;

namespace Sockeye.Tests.Acme;

/// <summary>The whole way of an order.</summary>
public sealed class OrderTests : AcmeTest
{
    [Fact]
    public async Task Issue_ForAWildcardAndItsBase_AnswersBothUnderOneName()
    {
        Responder.ChallengeType = "dns-01";

        var chain = await IssueAsync("example.com", "*.example.com");

        chain.Load().Count.ShouldBe(1);
        Responder.Presented.Select(answer => answer.DnsRecordName).ShouldBe(["_acme-challenge.example.com", "_acme-challenge.example.com"]);
        Responder.Presented.ShouldBe(
        [
            new ChallengeAnswer("example.com", "token-0", Key.KeyAuthorization("token-0")),
            new ChallengeAnswer("example.com", "token-1", Key.KeyAuthorization("token-1")),
        ]);
        Responder.CleanedUp.ShouldBe(Responder.Presented);
        Steps.Select(step => step.Stage).ShouldBe(
        [
            OrderStage.Ordered, OrderStage.Presented, OrderStage.Responded, OrderStage.Proven, OrderStage.Proven, OrderStage.CleanedUp,
            OrderStage.Finalized, OrderStage.Issued,
        ]);
        Steps.ShouldAllBe(step => !step.IsWarning);
    }

    [Fact]
    public async Task Issue_WithAProfile_OrdersWithIt()
    {
        Authority.Meta["profiles"] = new JsonObject { ["classic"] = "the usual", ["shortlived"] = "six days" };

        await IssueAsync(new OrderRequest { Names = ["example.com"], Profile = "shortlived" });

        Authority.SentTo("/order").Single().Json["profile"]!.GetValue<string>().ShouldBe("shortlived");
        (await Client.GetDirectoryAsync()).Meta.Profiles["shortlived"].ShouldBe("six days");
    }

    [Theory]
    [InlineData(true, "authority.example has no profile tiny, only classic, shortlived")]
    [InlineData(false, "authority.example has no profiles, so none called tiny")]
    public async Task Issue_WithAProfileThatIsNot_NamesThoseThatAre(bool hasProfiles, string expected)
    {
        if (hasProfiles)
        {
            Authority.Meta["profiles"] = new JsonObject { ["classic"] = "the usual", ["shortlived"] = "six days" };
        }

        var error = await Should.ThrowAsync<AcmeException>(() => IssueAsync(new OrderRequest { Names = ["example.com"], Profile = "tiny" }));

        error.Message.ShouldBe(expected);
        Authority.SentTo("/order").ShouldBeEmpty();
    }

    [Fact]
    public async Task Issue_WhereNamesAreNotProven_TellsEachAndKeepsWhatIsProven()
    {
        Authority.Failing.UnionWith(["b.example.com", "c.example.com"]);

        var error = await Should.ThrowAsync<AcmeException>(() => IssueAsync("a.example.com", "b.example.com", "c.example.com"));

        error.Message.ShouldBe("authority.example did not see b.example.com proven by http-01: unauthorized: 404 from b.example.com (nor c.example.com)");
        error.Problem.ShouldNotBeNull().Type.ShouldBe(AcmeErrorType.Unauthorized);
        Responder.CleanedUp.Count.ShouldBe(3);
        Authority.Statuses.OrderBy(status => status.Key).Select(status => status.Value).ShouldBe(["valid", "invalid", "invalid"]);
        Authority.SentTo("/finalize").ShouldBeEmpty();
    }

    [Fact]
    public async Task Issue_WhereAnotherNameIsToBeProven_PresentsNothing()
    {
        Authority.Instead = (path, _) => !path.StartsWith("/authorization/", StringComparison.Ordinal) ? null : DoubleReply.Json(new JsonObject
        {
            ["status"] = "pending",
            ["identifier"] = new JsonObject { ["type"] = "dns", ["value"] = "other.example" },
            ["challenges"] = new JsonArray(),
        });

        var error = await Should.ThrowAsync<AcmeException>(() => IssueAsync("example.com"));

        error.Message.ShouldBe("authority.example wants other.example proven, which was not ordered");
        Responder.Presented.ShouldBeEmpty();
    }

    [Fact]
    public async Task Issue_WhereTheChallengeIsNotOffered_SaysWhatIs()
    {
        Authority.ChallengeTypes = ["dns-01", "dns-persist-01"];

        var error = await Should.ThrowAsync<AcmeException>(() => IssueAsync("example.com"));

        error.Message.ShouldBe("authority.example does not take http-01 for example.com, only dns-01, dns-persist-01");
        Responder.Presented.ShouldBeEmpty();
        Authority.Statuses[0].ShouldBe("deactivated");
    }

    [Fact]
    public async Task Issue_WhereTheAnswerCantBePresented_CleansUpAndGivesUp()
    {
        Responder.Presenting = _ => throw new ChallengeException("no zone example.com");

        var error = await Should.ThrowAsync<ChallengeException>(() => IssueAsync("example.com", "example.org"));

        error.Message.ShouldBe("no zone example.com");
        Responder.CleanedUp.Count.ShouldBe(2);
        Authority.Statuses.Values.ShouldBe(["deactivated", "deactivated"]);
        Authority.SentTo("/challenge/0").ShouldBeEmpty();
    }

    [Fact]
    public async Task Issue_ThatIsCancelled_CleansUpAllTheSame()
    {
        using var cancel = new CancellationTokenSource();
        var cleaning = CancellationToken.None;
        Responder.Presenting = async token =>
        {
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
        };
        Responder.Cleaning = token =>
        {
            cleaning = token;
            return Task.CompletedTask;
        };

        await Should.ThrowAsync<OperationCanceledException>(() => IssueAsync(new OrderRequest { Names = ["example.com"] }, cancel.Token));

        Responder.CleanedUp.Count.ShouldBe(1);
        cleaning.IsCancellationRequested.ShouldBeFalse();
        Authority.Statuses[0].ShouldBe("deactivated");
    }

    [Fact]
    public async Task Issue_CancelledWhileTheAuthorityHangs_GivesUpAfterAFewSeconds()
    {
        using var cancel = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        Responder.Presenting = async token =>
        {
            Authority.Hanging = () => asked.TrySetResult();
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
        };

        var issuing = IssueAsync(new OrderRequest { Names = ["example.com", "www.example.com"] }, cancel.Token);
        await asked.Task;
        issuing.IsCompleted.ShouldBeFalse("it tells the authority");
        Time.Advance(PassingTime.Options.GiveUpTimeout);

        await Should.ThrowAsync<OperationCanceledException>(() => issuing);
        new AcmeClientOptions().GiveUpTimeout.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Issue_WhereCleaningUpFails_WarnsAndGoesOn()
    {
        Responder.Cleaning = _ => throw new ChallengeException("the zone\nis gone");

        (await IssueAsync("example.com")).Load().Count.ShouldBe(1);

        var warning = Steps.Single(step => step.IsWarning);
        warning.ShouldBe(new OrderStep(OrderStage.CleanedUp, "the answers could not be taken away: the zone is gone", IsWarning: true));
    }

    [Fact]
    public async Task Issue_WhereCleaningUpNeverEnds_IsNotHeldUp()
    {
        var begun = new TaskCompletionSource();
        Responder.Cleaning = _ =>
        {
            begun.SetResult();
            return new TaskCompletionSource().Task;
        };

        var issuing = IssueAsync("example.com");
        await begun.Task;
        Time.Advance(PassingTime.Options.CleanUpTimeout);

        (await issuing).Load().Count.ShouldBe(1);
        Steps.Single(step => step.IsWarning).Text.ShouldBe("the answers could not be taken away: not done within 3600 s");
    }

    [Fact]
    public async Task Issue_WhereTheOrderFailsAtTheEnd_TellsTheAuthoritysReason()
    {
        Authority.Instead = (path, _) => path != "/finalize" ? null : DoubleReply.Json(new JsonObject
        {
            ["status"] = "invalid", ["finalize"] = $"{AuthorityDouble.Root}/finalize",
            ["error"] = DoubleReply.ProblemJson(AcmeErrorType.Caa, "CAA forbids", HttpStatusCode.Forbidden),
        });

        var error = await Should.ThrowAsync<AcmeException>(() => IssueAsync("example.com"));

        error.Message.ShouldBe("authority.example did not issue for example.com: caa: CAA forbids");
    }

    [Fact]
    public async Task Download_WithOtherChains_NamesThem()
    {
        Authority.Instead = (path, _) => path != "/certificate" ? null :
            new DoubleReply(HttpStatusCode.OK, "application/pem-certificate-chain", System.Text.Encoding.ASCII.GetBytes(SelfSigned()))
                .With("Link", """<https://authority.example/dir>;rel="index", <https://authority.example/c/1>;title="a, b";rel="alternate", <http://other.example/>;rel=alternate, <https://authority.example/c/2>; rel="alternate" """);

        var chain = await IssueAsync("example.com");

        chain.Alternates.ShouldBe([new Uri("https://authority.example/c/1"), new Uri("https://authority.example/c/2")]);
    }

    [Fact]
    public async Task Download_OfWhatIsNoChain_IsRefused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var wrong = new Dictionary<string, string>
        {
            [""] = "no certificate stands in it",
            ["<html>"] = "no certificate stands in it",
            [SelfSigned() + "\n" + key.ExportPkcs8PrivateKeyPem()] = "something that is no certificate stands among the certificates",
            ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"] = "its certificates can't be read",
        };
        var account = await RegisterAsync();
        foreach (var (pem, why) in wrong)
        {
            Authority.Instead = (path, _) => path != "/certificate" ? null :
                new DoubleReply(HttpStatusCode.OK, "application/pem-certificate-chain", System.Text.Encoding.ASCII.GetBytes(pem));

            var error = await Should.ThrowAsync<AcmeException>(() => account.DownloadAsync(new Uri(AuthorityDouble.Root + "/certificate")));
            error.Message.ShouldBe("authority.example gave a certificate that can't be used: " + why);
        }
    }

    private static string SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=example.com", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        return certificate.ExportCertificatePem();
    }
}
