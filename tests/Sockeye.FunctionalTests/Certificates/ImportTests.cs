using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>A certificate that is imported while the server runs.</summary>
public abstract class ImportTests<TKind> : FunctionalTest
    where TKind : ITlsKind
{
    private const string User = "alice";
    private const string Password = "correct-horse-battery";

    private SockeyeServer _server = null!;

    [Fact]
    public async Task Import_WhileTheServerRuns_IsServedWithinSecondsAndOpenConnectionsGoOn()
    {
        (await IssuerAsync("localhost")).ShouldStartWith("Sockeye local authority");
        var first = TestAuthority.Trusted.Issue(KeyKind.Ecdsa, "localhost");
        await ImportAsync(first);
        await Poll.UntilAsync(async () => await IssuerAsync("localhost") == "Sockeye test authority", "the imported certificate served");
        var target = Own(Targets.Echo());
        var old = await OwnAsync(_server.ConnectAsync());
        old.ServerCertificate!.GetCertHashString(HashAlgorithmName.SHA256).ShouldBe(first.Fingerprint);
        await old.ConnectAsync(User, Password, "localhost", target.Port);

        var second = TestAuthority.Trusted.Issue(KeyKind.Rsa, "localhost");
        await ImportAsync(second);
        await Poll.UntilAsync(
            async () =>
            {
                await using var connection = await ProxyConnection.OpenNewAsync(_server.Port);
                return connection.ServerCertificate!.GetCertHashString(HashAlgorithmName.SHA256) == second.Fingerprint;
            },
            "the next certificate served");

        await old.SendAsync("still here"u8.ToArray());
        (await old.ReadExactlyAsync(10)).ShouldBe("still here"u8.ToArray());

        (await _server.Command.DoAsync("cert", "remove", "default")).Out.ShouldContain("removed");
        await Poll.UntilAsync(
            async () => (await IssuerAsync("localhost")).StartsWith("Sockeye local authority", StringComparison.Ordinal), "the local authority's certificate again");
        await old.SendAsync("and here"u8.ToArray());
        (await old.ReadExactlyAsync(8)).ShouldBe("and here"u8.ToArray());
    }

    [Fact]
    public async Task Import_ForAnotherName_IsTheDefaultBesideTheLocalOne()
    {
        await ImportAsync(TestAuthority.Trusted.Issue(KeyKind.Ecdsa, "proxy.test"));
        await Poll.UntilAsync(async () => await IssuerAsync("proxy.test") == "Sockeye test authority", "the imported certificate served");

        (await IssuerAsync("unknown.test")).ShouldBe("Sockeye test authority");
        (await IssuerAsync(null)).ShouldBe("Sockeye test authority");
        (await IssuerAsync("localhost")).ShouldStartWith("Sockeye local authority");

        var hints = (await _server.Command.DoAsync("user", "add", "bob")).Out;
        hints.ShouldContain($"@proxy.test:{_server.Port}");
        hints.ShouldNotContain("ca.pem");
    }

    private protected override async ValueTask StartAsync() => _server = await OwnAsync(SockeyeServer.StartAsync(
        ServerConfiguration.Of<TKind>().With("inbounds", new JsonArray(new JsonObject { ["tag"] = "socks-in", ["listen"] = "127.0.0.1:0" })),
        new TestUser(User, Password)));

    private async Task ImportAsync(IssuedCertificate certificate) =>
        await _server.Command.DoAsync("cert", "import", certificate.CertificateFile, "--key", certificate.KeyFile);

    /// <summary>The common name of whoever issued the certificate that is shown for this name.</summary>
    private async Task<string> IssuerAsync(string? name)
    {
        string[] arguments = name is null ? ["-noservername"] : ["-servername", name];
        var result = await OpenSslClient.RunAsync(_server.Port, Authorities(), "", arguments);
        const string Before = "issuer=CN = ";
        return result.ShouldExit(0).Out.Split('\n').Single(line => line.StartsWith(Before, StringComparison.Ordinal))[Before.Length..];
    }

    private string Authorities()
    {
        var file = _server.Command.File("authorities.pem");
        File.WriteAllText(file, File.ReadAllText(Path.Combine(_server.Command.DataDirectory, "ca.pem")) + File.ReadAllText(TestAuthority.Trusted.File));
        return file;
    }
}

public sealed class ImportOverOpenSslTests : ImportTests<OpenSsl>;

public sealed class ImportOverSslStreamTests : ImportTests<SslStreamKind>;
