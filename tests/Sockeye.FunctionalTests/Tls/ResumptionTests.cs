using System.Text.RegularExpressions;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Tls;

/// <summary>Tickets, key updates, and certificates that change while the server runs.</summary>
public abstract class ResumptionTests<TKind> : FunctionalTest
    where TKind : ITlsKind
{
    private const string User = "alice";
    private const string Password = "correct-horse-battery";

    private readonly string _session = Path.Combine(Path.GetTempPath(), $"sockeye-test-{Guid.NewGuid():N}.session");
    private SockeyeServer _server = null!;
    private IssuedCertificate _files = null!;

    [Fact]
    public async Task SecondHandshake_WithTheTicketOfTheFirst_IsResumed()
    {
        await GetTicketAsync();

        await AssertResumedAsync();
    }

    [Fact]
    public async Task CertificateChange_AtSighup_IsServedWhileOldConnectionsGoOn()
    {
        var target = Own(Targets.Echo());
        var old = await OwnAsync(_server.ConnectAsync());
        await old.ConnectAsync(User, Password, "localhost", target.Port);
        var next = await ChangeCertificateAsync();

        var connection = await OwnAsync(ProxyConnection.OpenNewAsync(_server.Port));

        connection.ServerCertificate!.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256).ShouldBe(next.Fingerprint);
        await old.SendAsync("still here"u8.ToArray());
        (await old.ReadExactlyAsync(10)).ShouldBe("still here"u8.ToArray());
    }

    [Fact]
    public async Task Ticket_FromBeforeACertificateChange_StillResumes()
    {
        KnownLimits.SkipWithout<TKind>(TlsAbility.TicketsAcrossCertificates);
        await GetTicketAsync();
        await ChangeCertificateAsync();

        await AssertResumedAsync();
    }

    [Fact]
    public async Task KeyUpdate_InTheMiddleOfATunnel_IsAnswered()
    {
        var target = Own(Targets.Echo());
        var client = Own(OpenSslClient.Start(_server.Port, TestAuthority.Trusted.File, "-crlf"));
        await client.WriteAsync($"CONNECT localhost:{target.Port} HTTP/1.1\n{HttpClientSteps.Basic(User, Password).TrimEnd()}\n\n");
        await client.WaitForLineAsync(new Regex("^HTTP/1.1 200 "));
        await client.WriteAsync("before\n");
        await client.WaitForLineAsync(new Regex("before$"));

        await client.WriteAsync("K\n");
        await client.WaitForLineAsync(new Regex("^KEYUPDATE"));
        await client.WriteAsync("after\n");

        await client.WaitForLineAsync(new Regex("after$"));
    }

    private protected override async ValueTask StartAsync()
    {
        var first = TestAuthority.Trusted.Issue(KeyKind.Ecdsa, "localhost");
        _files = first;
        var configuration = ServerConfiguration.Of<TKind>().With("inbounds", new System.Text.Json.Nodes.JsonArray(ServerConfiguration.Inbound(first)));
        _server = await OwnAsync(SockeyeServer.StartAsync(configuration, new TestUser(User, Password)));
    }

    private async Task GetTicketAsync()
    {
        // The refusal comes behind the tickets, and ends the connection.
        var result = await OpenSslClient.RunAsync(_server.Port, TestAuthority.Trusted.File, "CONNECT nothing HTTP/1.1\n\n", "-crlf", "-ign_eof", "-sess_out", _session);
        result.ShouldExit(0).Out.ShouldContain("HTTP/1.1 400 ");
        File.Exists(_session).ShouldBeTrue("a ticket");
    }

    private async Task AssertResumedAsync()
    {
        var result = await OpenSslClient.RunAsync(_server.Port, TestAuthority.Trusted.File, "", "-sess_in", _session);
        File.Delete(_session);
        result.ShouldExit(0).Out.ShouldContain("Reused, TLSv1.3");
    }

    /// <summary>Puts another certificate, of the other kind of key, into the same files.</summary>
    private async Task<IssuedCertificate> ChangeCertificateAsync()
    {
        var next = TestAuthority.Trusted.Issue(KeyKind.Rsa, "localhost");
        File.Copy(next.KeyFile, _files.KeyFile, overwrite: true);
        File.Copy(next.CertificateFile, _files.CertificateFile, overwrite: true);
        await _server.ReloadAsync();
        return next;
    }
}

public sealed class ResumptionOverOpenSslTests : ResumptionTests<OpenSsl>;

public sealed class ResumptionOverSslStreamTests : ResumptionTests<SslStreamKind>;
