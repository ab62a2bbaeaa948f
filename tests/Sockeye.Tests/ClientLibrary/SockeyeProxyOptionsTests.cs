using Sockeye.Client;

namespace Sockeye.Tests.ClientLibrary;

public sealed class SockeyeProxyOptionsTests
{
    [Theory]
    [InlineData("socks5s://proxy.example", null, null)]
    [InlineData("socks5s://alice:p%40ss@proxy.example:443", null, null)]
    [InlineData("socks5s://alice@proxy.example:443", null, "secret")]
    [InlineData("socks5s://proxy.example", "alice", "secret")]
    [InlineData("socks5+tls://[2001:db8::1]:1080", "alice", "secret")]
    [InlineData("socks5://127.0.0.1:1080", null, null)]
    [InlineData("socks5://localhost:1080", null, null)]
    public void Options_ThatAreRight_AreTaken(string server, string? user, string? password) =>
        New(server, user, password).ToString().ShouldNotContain("p@ss");

    [Theory]
    [InlineData("https://proxy.example", null, null)]
    [InlineData("socks5://proxy.example:1080", null, null)]
    [InlineData("socks5s://proxy.example/path", null, null)]
    [InlineData("socks5s://alice@proxy.example", null, null)]
    [InlineData("socks5s://proxy.example", "alice", null)]
    [InlineData("socks5s://proxy.example", null, "secret")]
    [InlineData("socks5s://proxy.example", "", "secret")]
    [InlineData("socks5s://proxy.example", "alice", "")]
    [InlineData("socks5s://proxy.example", "alice", "TOO LONG")]
    public void Options_ThatAreWrong_AreRefusedAtOnceWithoutThePassword(string server, string? user, string? password)
    {
        password = password == "TOO LONG" ? new string('x', 256) : password;
        Should.Throw<ArgumentException>(() => New(server, user, password)).Message.ShouldNotContain("secret");
    }

    [Fact]
    public void Pin_OfAWrongLength_IsRefused() => Should.Throw<ArgumentException>(() => new SockeyeProxy(
        new SockeyeProxyOptions { Server = new Uri("socks5s://proxy.example"), PinnedPublicKeySha256 = new byte[20] }));

    [Fact]
    public void AuthorityFile_WithoutACertificate_IsRefused()
    {
        var file = Path.GetTempFileName();
        try
        {
            Should.Throw<ArgumentException>(() => new SockeyeProxy(
                new SockeyeProxyOptions { Server = new Uri("socks5s://proxy.example"), CertificateAuthorityFile = file })).Message.ShouldContain(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("", 443)]
    [InlineData("a b", 443)]
    public async Task Connect_ToNoHost_IsRefused(string host, int port) =>
        await Should.ThrowAsync<ArgumentException>(() => New("socks5s://proxy.example", null, null).ConnectAsync(host, port, TestContext.Current.CancellationToken).AsTask());

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public async Task Connect_ToNoPort_IsRefused(int port) => await Should.ThrowAsync<ArgumentOutOfRangeException>(
        () => New("socks5s://proxy.example", null, null).ConnectAsync("example.com", port, TestContext.Current.CancellationToken).AsTask());

    [Fact]
    public void ToString_OfOptionsAndProxy_ShowNoPassword()
    {
        var options = new SockeyeProxyOptions { Server = new Uri("socks5s://alice:geheim@proxy.example"), Password = "secret" };
        $"{options} {new SockeyeProxy(options)}".ShouldNotContain("geheim");
        $"{options} {new SockeyeProxy(options)}".ShouldNotContain("secret");
    }

    private static SockeyeProxy New(string server, string? user, string? password) =>
        new(new SockeyeProxyOptions { Server = new Uri(server), UserName = user, Password = password });
}
