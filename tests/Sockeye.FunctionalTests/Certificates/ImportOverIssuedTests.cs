using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>A certificate of one's own in the place of one by ACME, and back.</summary>
public sealed class ImportOverIssuedTests : IssuingTest
{
    [Fact]
    public async Task Import_ForATagOfAcme_IsServedUntilARenewalAndARemovedOneComesBack()
    {
        var pebble = await StartPebbleAsync();
        var server = await ServeWithoutUserAsync(Configuration<OpenSsl>(Entry(pebble)));
        await UntilIssuedAsync();

        var own = TestAuthority.Trusted.Issue(KeyKind.Ecdsa, Name, "more.test");
        var imported = (await server.Command.DoAsync("cert", "import", own.CertificateFile, "--key", own.KeyFile, "--tag", "main")).Out;
        imported.ShouldContain("socks-in, within seconds");
        await UntilIssuedByAsync("Sockeye test authority");
        (await server.Command.DoAsync("cert", "issue")).Out.ShouldContain("main: nothing to do before", customMessage: "it is for more names and by another authority");

        (await server.Command.DoAsync("cert", "renew", "--force", "main")).Out.ShouldContain("main: issued by CN=Pebble");
        var renewed = await UntilIssuedAsync();

        var removed = (await server.Command.DoAsync("cert", "remove", "main")).Out;
        removed.ShouldContain("it is issued again by the running server within seconds, or at once with: sockeye cert issue main");
        await UntilIssuedAsync(otherThan: renewed.Thumbprint);
    }

    private Task UntilIssuedByAsync(string authority) => Poll.UntilAsync(
        async () => (await ShownAsync()).Issuer.Contains(authority, StringComparison.Ordinal), $"a certificate of {authority} served");
}
