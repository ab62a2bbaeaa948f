using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Tls;

/// <summary>SNI chooses among the certificates of an inbound.</summary>
public abstract class ServerNameTests<TKind> : FunctionalTest
    where TKind : ITlsKind
{
    [Fact]
    public async Task Handshake_WithANameOfEitherCertificateOrNone_ShowsTheRightOne()
    {
        var first = TestAuthority.Trusted.Issue(KeyKind.Ecdsa, "first.test");
        var second = TestAuthority.Trusted.Issue(KeyKind.Rsa, "second.test", "*.wild.test");
        var server = await OwnAsync(SockeyeServer.StartAsync(
            ServerConfiguration.Of<TKind>().With("inbounds", new JsonArray(ServerConfiguration.Inbound(first, second)))));

        (await SubjectAsync(server, "first.test")).ShouldBe("first.test");
        (await SubjectAsync(server, "second.test")).ShouldBe("second.test");
        (await SubjectAsync(server, "a.wild.test")).ShouldBe("second.test");
        (await SubjectAsync(server, "unknown.test")).ShouldBe("first.test");
    }

    private static async Task<string> SubjectAsync(SockeyeServer server, string name)
    {
        var result = (await OpenSslClient.RunAsync(server.Port, TestAuthority.Trusted.File, "", "-servername", name)).ShouldExit(0);
        const string Before = "subject=CN = ";
        return result.Out.Split('\n').Single(line => line.StartsWith(Before, StringComparison.Ordinal))[Before.Length..];
    }
}

public sealed class ServerNameOverOpenSslTests : ServerNameTests<OpenSsl>;

public sealed class ServerNameOverSslStreamTests : ServerNameTests<SslStreamKind>;
