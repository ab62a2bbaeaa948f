using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>Several certificates on one inbound, chosen by SNI, each with a key of its own kind.</summary>
public sealed class SeveralCertificatesTests : IssuingTest
{
    [Fact]
    public async Task Renew_ThreeEntriesOnOneInbound_EachKeepsToItsNamesAndItsKey()
    {
        var pebble = await StartPebbleAsync();
        var server = await ServeWithoutUserAsync(Configuration<OpenSsl>(
            Entry(pebble, ("names", new JsonArray(Name, "www.proxy.test"))),
            Entry(pebble, ("tag", "rsa"), ("names", new JsonArray("rsa.test")), ("key", "rsa-2048")),
            Entry(pebble, ("tag", "kept"), ("names", new JsonArray("kept.test")), ("reuseKey", true))));

        var main = await UntilIssuedAsync("www.proxy.test");
        var rsa = await UntilIssuedAsync("rsa.test");
        var kept = await UntilIssuedAsync("kept.test");
        NamesOf(main).ShouldBe([Name, "www.proxy.test"], ignoreOrder: true);
        NamesOf(rsa).ShouldBe(["rsa.test"]);
        NamesOf(kept).ShouldBe(["kept.test"]);
        rsa.GetRSAPublicKey().ShouldNotBeNull().KeySize.ShouldBe(2048);
        (await ShownAsync("unknown.test")).Thumbprint.ShouldBe(main.Thumbprint, "the first is the default");

        await server.Command.DoAsync("cert", "renew", "--force");

        KeyOf(await UntilIssuedAsync(otherThan: main.Thumbprint)).ShouldNotBe(KeyOf(main));
        KeyOf(await UntilIssuedAsync("rsa.test", otherThan: rsa.Thumbprint)).ShouldNotBe(KeyOf(rsa));
        KeyOf(await UntilIssuedAsync("kept.test", otherThan: kept.Thumbprint)).ShouldBe(KeyOf(kept));
    }

    private static string KeyOf(X509Certificate2 certificate) => Convert.ToHexString(certificate.PublicKey.ExportSubjectPublicKeyInfo());
}
