using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.CurlClient;

/// <summary>curl with Sockeye as its HTTPS proxy: CONNECT for https, absolute-form for http.</summary>
public abstract class HttpsProxyTests<TKind>(SockeyeFixture<TKind> fixture) : SharedServerTest<TKind>(fixture)
    where TKind : ITlsKind
{
    [Fact]
    public async Task Get_OfAnHttpsTarget_GoesThroughConnect()
    {
        var target = await OwnAsync(HttpTarget.StartAsync(TestAuthority.Localhost));

        var result = await CurlAsync(User, Password, "--cacert", TestAuthority.Trusted.File, $"{target.Url}/path?query");

        result.ShouldExit(0).Out.ShouldStartWith("GET /path?query 0 ");
    }

    [Fact]
    public async Task Get_OfAnHttpTarget_IsForwardedWithoutTheCredentials()
    {
        var target = await OwnAsync(HttpTarget.StartAsync());

        var result = await CurlAsync(User, Password, $"{target.Url}/path?query");

        result.ShouldExit(0).Out.ShouldStartWith("GET /path?query 0 ");
        var request = target.Requests.ShouldHaveSingleItem();
        request.Headers.Keys.ShouldNotContain("Proxy-Authorization");
        request.Headers.Keys.ShouldNotContain("Via");
        request.Headers.Keys.ShouldNotContain("X-Forwarded-For");
        request.Headers["Host"].ShouldBe($"localhost:{target.Port}");
        request.Headers["User-Agent"].ShouldStartWith("curl/");
    }

    [Theory]
    [InlineData("Content-Length")]
    [InlineData("chunked")]
    public async Task Post_OfABody_ArrivesWhole(string framing)
    {
        var target = await OwnAsync(HttpTarget.StartAsync());
        var payload = new TestPayload(3_000_001);
        using var folder = new TempDirectory();
        await using (var file = File.Create(folder.File("body")))
        {
            foreach (var part in payload.Parts())
            {
                await file.WriteAsync(part);
            }
        }

        var result = await CurlAsync(
            User, Password, "--data-binary", $"@{folder.File("body")}", "--header", "Expect:",
            "--header", framing == "chunked" ? "Transfer-Encoding: chunked" : "X-Framing: length", $"{target.Url}/post");

        result.ShouldExit(0).Out.ShouldBe($"POST /post 3000001 {payload.Digest()}");
    }

    [Fact]
    public async Task Gets_OfTwoHostsOnOneConnection_AreEachServed()
    {
        var one = await OwnAsync(HttpTarget.StartAsync());
        var two = await OwnAsync(HttpTarget.StartAsync());

        var result = await CurlAsync(
            User, Password, "--write-out", " %{num_connects}\\n", $"{one.Url}/1", $"{two.Url}/2", $"{one.Url}/3", $"{two.Url}/4");

        result.ShouldExit(0);
        var lines = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Select(line => line[..6]).ShouldBe(["GET /1", "GET /2", "GET /3", "GET /4"], result.Description);
        lines.Select(line => line[^1]).ShouldBe(['1', '0', '0', '0'], "one connection to the proxy carries them all");
        one.Requests.Count.ShouldBe(2);
        two.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Request_WithoutCredentials_Is407WithTheChallenge(string scheme)
    {
        var target = await OwnAsync(HttpTarget.StartAsync());

        var result = await Curl.RunAsync(
            "--proxy", $"https://localhost:{Server.Port}", "--proxy-cacert", TestAuthority.Trusted.File, "--include",
            $"{scheme}://localhost:{target.Port}/");

        result.Out.ShouldContain("HTTP/1.1 407 ");
        result.Out.ShouldContain("Proxy-Authenticate: Basic", Case.Insensitive);
        target.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Request_WithAWrongPassword_Is407(string scheme)
    {
        var target = await OwnAsync(HttpTarget.StartAsync());

        var result = await CurlAsync(User, "wrong-password", "--include", $"{scheme}://localhost:{target.Port}/");

        result.Out.ShouldContain("HTTP/1.1 407 ");
        target.Requests.ShouldBeEmpty();
    }

    private Task<ProgramResult> CurlAsync(string user, string password, params string[] arguments) => Curl.RunAsync(
        ["--proxy", $"https://{user}:{password}@localhost:{Server.Port}", "--proxy-cacert", TestAuthority.Trusted.File, .. arguments]);
}

public sealed class HttpsProxyOverOpenSslTests(SockeyeFixture<OpenSsl> fixture) : HttpsProxyTests<OpenSsl>(fixture);

public sealed class HttpsProxyOverSslStreamTests(SockeyeFixture<SslStreamKind> fixture) : HttpsProxyTests<SslStreamKind>(fixture);
