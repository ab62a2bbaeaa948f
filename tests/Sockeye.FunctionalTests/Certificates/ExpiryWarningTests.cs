using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>Certificate files that run out: in the log, and in <c>/healthz</c> until another one is there.</summary>
public sealed class ExpiryWarningTests : FunctionalTest
{
    [Fact]
    public async Task Serve_FilesThatRunOut_AreToldWithTheirDaysAndTheRenewedOneNoMore()
    {
        int[] days = [13, 6, 2, -1, 30];
        var certificates = days.Select(Issue).ToArray();
        var server = await OwnAsync(SockeyeServer.StartAsync(
            ServerConfiguration.Standard().With("inbounds", new System.Text.Json.Nodes.JsonArray(ServerConfiguration.Inbound(certificates))), new TestUser("alice", "correct-horse-battery")));

        foreach (var expected in new[] { "n13.test expires in 13 days, on ", "n6.test expires in 6 days, on ", "n2.test expires in 2 days, on ", "n-1.test expired on " })
        {
            await server.Process.WaitForLineAsync(new("the certificate for " + expected));
        }

        (await HealthAsync(server)).Split('\n').Count(l => l.StartsWith("warning: the certificate for ", StringComparison.Ordinal)).ShouldBe(4);

        var renewed = Issue(90);
        File.Copy(renewed.KeyFile, certificates[0].KeyFile, overwrite: true);
        File.Copy(renewed.CertificateFile, certificates[0].CertificateFile, overwrite: true);
        await server.ReloadAsync();
        await Poll.UntilAsync(async () => !(await HealthAsync(server)).Contains("n13.test", StringComparison.Ordinal), "the warning gone");
    }

    private static Task<string> HealthAsync(SockeyeServer server) => server.Admin.GetStringAsync(new Uri("healthz", UriKind.Relative));

    private static IssuedCertificate Issue(int days)
    {
        // An hour more, so that the whole days are these however slow the start is.
        var until = DateTimeOffset.UtcNow.AddDays(days).AddHours(1);
        return TestAuthority.Trusted.Issue(KeyKind.Ecdsa, until.AddDays(-90), until, $"n{days}.test");
    }
}
