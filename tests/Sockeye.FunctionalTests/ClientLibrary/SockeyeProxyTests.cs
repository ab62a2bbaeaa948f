using System.Security.Cryptography;
using System.Text;
using Sockeye.Client;
using Sockeye.Core.Socks5;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.ClientLibrary;

/// <summary>The library against a running server.</summary>
public sealed class SockeyeProxyTests(SockeyeFixture<OpenSsl> fixture) : SharedServerTest<OpenSsl>(fixture)
{
    [Fact]
    public async Task HttpClient_ToAnHttpsTarget_GoesThroughTheProxy()
    {
        var target = await OwnAsync(HttpTarget.StartAsync(TestAuthority.Localhost));
        using var client = NewHttpClient(Proxy());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => client.GetStringAsync(new Uri($"{target.Url}/{i}"))));

        answers.ShouldAllBe(answer => answer.StartsWith("GET /", StringComparison.Ordinal));
        client.Dispose();
        await Server.WaitForAccessLineAsync($"{User} .* socks5 localhost:{target.Port} via direct .* Completed");
    }

    [Fact]
    public async Task Callback_ForHttpClient_GivesNoSslStream()
    {
        // HttpClient would take one for TLS to the target, and send an https request readable to the proxy.
        var target = Own(Targets.SpeaksFirst("not TLS at all"));
        using var client = NewHttpClient(Proxy());

        var exception = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri($"https://localhost:{target.Port}/")));

        exception.HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
    }

    [Fact]
    public async Task Stream_ThatIsDisposed_EndsInGoodOrder()
    {
        var ended = new TaskCompletionSource<bool>();
        var target = Own(Targets.Silent(ended));
        await (await Proxy().ConnectAsync("localhost", target.Port)).DisposeAsync();

        (await ended.Task.WaitAsync(Limits.Event)).ShouldBeTrue("the target sees a FIN");
    }

    [Fact]
    public async Task HttpClient_ToAnHttpTarget_PostsABody()
    {
        var target = await OwnAsync(HttpTarget.StartAsync());
        using var client = NewHttpClient(Proxy());
        var body = RandomNumberGenerator.GetBytes(2_000_003);

        using var response = await client.PostAsync(new Uri($"{target.Url}/post"), new ByteArrayContent(body));

        (await response.Content.ReadAsStringAsync()).ShouldBe($"POST /post 2000003 {Convert.ToHexString(SHA256.HashData(body))}");
    }

    [Fact]
    public async Task Stream_OfAClientThatShutsDown_BringsTheAnswerOfTheTarget()
    {
        var target = Own(Targets.Digest());
        await using var stream = await Proxy().ConnectAsync("localhost", target.Port);
        var payload = RandomNumberGenerator.GetBytes(3_000_001);

        await stream.WriteAsync(payload);
        await stream.ShutdownAsync();
        using var reader = new StreamReader(stream);

        (await reader.ReadToEndAsync().WaitAsync(Limits.Event)).ShouldBe($"{payload.Length} {Convert.ToHexString(SHA256.HashData(payload))}");
    }

    [Fact]
    public async Task Stream_OfATargetThatSpeaksFirst_LosesNothing()
    {
        var target = Own(Targets.SpeaksFirst("220 hello"));
        await using var stream = await Proxy().ConnectAsync("127.0.0.1", target.Port);

        var buffer = new byte[9];
        await stream.ReadExactlyAsync(buffer).AsTask().WaitAsync(Limits.Event);

        Encoding.ASCII.GetString(buffer).ShouldBe("220 hello");
    }

    [Fact]
    public async Task PinnedKey_OfTheServer_NeedsNoAuthority()
    {
        using var certificate = TestAuthority.Localhost.LoadWithKey();
        var pin = SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo());
        var target = Own(Targets.SpeaksFirst("220 hello"));

        await using var stream = await new SockeyeProxy(Options(o => o.Pin = pin)).ConnectAsync("127.0.0.1", target.Port);
        stream.CanRead.ShouldBeTrue();

        pin[0] ^= 1;
        (await FailAsync(Options(o => o.Pin = pin))).Error.ShouldBe(SockeyeProxyError.Tls);
    }

    [Fact]
    public async Task Server_WhoseCertificateIsNotTrusted_IsRefused()
    {
        var exception = await FailAsync(Options(o => o.Authority = TestAuthority.Stranger.File));
        exception.Error.ShouldBe(SockeyeProxyError.Tls);
        exception.Message.ShouldContain("not trusted");
    }

    [Fact]
    public async Task Server_OfAnotherName_IsRefused()
    {
        var exception = await FailAsync(Options(o => o.ServerName = "other.example"));
        exception.Error.ShouldBe(SockeyeProxyError.Tls);
        exception.Message.ShouldContain("not for other.example");
    }

    [Fact]
    public async Task WrongPassword_IsALoginRefused()
    {
        var exception = await FailAsync(Options(o => o.Password = "wrong-password"));
        exception.Error.ShouldBe(SockeyeProxyError.LoginRefused);
        exception.ToString().ShouldNotContain("wrong-password");
    }

    [Fact]
    public async Task TargetThatRefuses_HasItsReplyCode()
    {
        var proxy = Proxy();
        var refused = await Should.ThrowAsync<SockeyeProxyException>(() => proxy.ConnectAsync("127.0.0.1", FreePort.Take()).AsTask());
        (refused.Error, refused.ReplyCode).ShouldBe((SockeyeProxyError.RequestRefused, Socks5ReplyCode.ConnectionRefused));

        var closed = await Should.ThrowAsync<SockeyeProxyException>(() => proxy.ConnectAsync("10.0.0.1", 80).AsTask());
        closed.ReplyCode.ShouldBe(Socks5ReplyCode.NotAllowedByRuleset);

        var nameless = await Should.ThrowAsync<SockeyeProxyException>(() => proxy.ConnectAsync("no-such-name.invalid", 80).AsTask());
        nameless.ReplyCode.ShouldBe(Socks5ReplyCode.HostUnreachable);
    }

    [Fact]
    public async Task HttpClient_OfARefusedTarget_HasTheExceptionInside()
    {
        using var client = NewHttpClient(Proxy());
        var exception = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{FreePort.Take()}/")));
        exception.InnerException.ShouldBeOfType<SockeyeProxyException>().ReplyCode.ShouldBe(Socks5ReplyCode.ConnectionRefused);
    }

    [Fact]
    public async Task Proxy_ThatIsNotThere_IsNotReachable() =>
        (await FailAsync(Options(o => o.Port = FreePort.Take()))).Error.ShouldBe(SockeyeProxyError.NotReachable);

    [Fact]
    public async Task Proxy_ThatSaysNothing_TimesOutOrIsCancelled()
    {
        var ended = new TaskCompletionSource<bool>();
        var silent = Own(Targets.Silent(ended));
        (await FailAsync(Options(o => (o.Port, o.Timeout) = (silent.Port, TimeSpan.FromMilliseconds(200))))).Error.ShouldBe(SockeyeProxyError.TimedOut);
        await ended.Task.WaitAsync(Limits.Event); // the socket is closed, not left

        using var cancel = new CancellationTokenSource();
        var opening = new SockeyeProxy(Options(o => o.Port = silent.Port)).ConnectAsync("localhost", 1, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => opening);
    }

    private SockeyeProxy Proxy() => new(Options(_ => { }));

    private static HttpClient NewHttpClient(SockeyeProxy proxy)
    {
        var handler = new SocketsHttpHandler { ConnectCallback = proxy.ConnectAsync, UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = new()
        {
            TrustMode = System.Security.Cryptography.X509Certificates.X509ChainTrustMode.CustomRootTrust,
            RevocationMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
            CustomTrustStore = { TestAuthority.Trusted.Certificate },
        };
        return new HttpClient(handler) { Timeout = Limits.Event };
    }

    private static async Task<SockeyeProxyException> FailAsync(SockeyeProxyOptions options) =>
        await Should.ThrowAsync<SockeyeProxyException>(() => new SockeyeProxy(options).ConnectAsync("localhost", 1).AsTask());

    private SockeyeProxyOptions Options(Action<Change> change)
    {
        var values = new Change { Port = Server.Port };
        change(values);
        return new SockeyeProxyOptions
        {
            Server = new Uri($"socks5s://localhost:{values.Port}"),
            UserName = User,
            Password = values.Password,
            ServerName = values.ServerName,
            CertificateAuthorityFile = values.Pin is null ? values.Authority : null,
            PinnedPublicKeySha256 = values.Pin,
            ConnectTimeout = values.Timeout,
        };
    }

    private sealed class Change
    {
        public int Port { get; set; }

        public string Password { get; set; } = SharedServerTest<OpenSsl>.Password;

        public string Authority { get; set; } = TestAuthority.Trusted.File;

        public string? ServerName { get; set; }

        public byte[]? Pin { get; set; }

        public TimeSpan Timeout { get; set; } = Limits.Event;
    }
}
