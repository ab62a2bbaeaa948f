using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Tls;

/// <summary>What <c>openssl s_client</c> is offered.</summary>
public abstract class HandshakeTests<TKind>(SockeyeFixture<TKind> fixture) : SharedServerTest<TKind>(fixture)
    where TKind : ITlsKind
{
    [Fact]
    public async Task Handshake_OfTls12_IsRefused()
    {
        var result = await ClientAsync("-tls1_2");

        result.ExitCode.ShouldNotBe(0, result.Description);
        result.Description.ShouldContain("alert protocol version");
    }

    [Theory]
    [InlineData("TLS_AES_128_GCM_SHA256")]
    [InlineData("TLS_AES_256_GCM_SHA384")]
    [InlineData("TLS_CHACHA20_POLY1305_SHA256")]
    public async Task Handshake_WithOneSuite_UsesIt(string suite) =>
        (await ClientAsync("-ciphersuites", suite)).ShouldExit(0).Out.ShouldContain($"New, TLSv1.3, Cipher is {suite}");

    [Theory]
    [InlineData("X25519")]
    [InlineData("P-256")]
    public async Task Handshake_WithOneGroup_Succeeds(string group) =>
        (await ClientAsync("-groups", group)).ShouldExit(0).Out.ShouldContain("New, TLSv1.3");

    [Fact]
    public async Task Handshake_OfferingHttp11_HasIt()
    {
        KnownLimits.SkipWithout<TKind>(TlsAbility.ApplicationProtocol);

        (await ClientAsync("-alpn", "h2,http/1.1")).ShouldExit(0).Out.ShouldContain("ALPN protocol: http/1.1");
    }

    [Fact]
    public async Task Handshake_OfferingOnlyUnknownProtocols_StillSucceeds() =>
        (await ClientAsync("-alpn", "h2")).ShouldExit(0).Out.ShouldContain("No ALPN negotiated");

    [Fact]
    public async Task Handshake_WithoutAServerName_ShowsTheDefaultCertificate() =>
        (await ClientAsync("-noservername")).ShouldExit(0).Out.ShouldContain("subject=CN = localhost");

    [Fact]
    public async Task Handshake_IsVerifiedToTheAuthority() => (await ClientAsync("-verify_hostname", "localhost")).ShouldExit(0).Out.ShouldContain("Verify return code: 0 (ok)");

    [Fact]
    public async Task Refusal_EndsWithCloseNotify()
    {
        var client = Own(OpenSslClient.Start(Server.Port, TestAuthority.Trusted.File, "-crlf"));

        await client.WriteAsync("CONNECT nothing HTTP/1.1\n\n");

        await client.WaitForExitAsync();
        client.Text("out").ShouldContain("HTTP/1.1 400 ");
        client.Text("err").ShouldNotContain("unexpected eof");
    }

    private Task<ProgramResult> ClientAsync(params string[] arguments) => OpenSslClient.RunAsync(Server.Port, TestAuthority.Trusted.File, "", arguments);
}

public sealed class HandshakeOverOpenSslTests(SockeyeFixture<OpenSsl> fixture) : HandshakeTests<OpenSsl>(fixture);

public sealed class HandshakeOverSslStreamTests(SockeyeFixture<SslStreamKind> fixture) : HandshakeTests<SslStreamKind>(fixture);
