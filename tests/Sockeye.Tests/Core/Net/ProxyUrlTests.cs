using Sockeye.Core.Net;

namespace Sockeye.Tests.Core.Net;

public sealed class ProxyUrlTests
{
    [Theory]
    [InlineData("socks5://proxy.example", ProxyScheme.Socks5, 1080, "socks5://proxy.example:1080")]
    [InlineData("socks5h://proxy.example", ProxyScheme.Socks5, 1080, "socks5://proxy.example:1080")]
    [InlineData("socks5s://proxy.example", ProxyScheme.Socks5Tls, 1080, "socks5s://proxy.example:1080")]
    [InlineData("socks5+tls://proxy.example:9", ProxyScheme.Socks5Tls, 9, "socks5s://proxy.example:9")]
    [InlineData("socks5-tls://proxy.example", ProxyScheme.Socks5Tls, 1080, "socks5s://proxy.example:1080")]
    [InlineData("SOCKS5S://proxy.example/", ProxyScheme.Socks5Tls, 1080, "socks5s://proxy.example:1080")]
    [InlineData("http://proxy.example", ProxyScheme.Http, 80, "http://proxy.example:80")]
    [InlineData("https://[2001:db8::1]", ProxyScheme.HttpTls, 443, "https://[2001:db8::1]:443")]
    [InlineData("https://[2001:db8::1]:8443", ProxyScheme.HttpTls, 8443, "https://[2001:db8::1]:8443")]
    [InlineData("http://192.0.2.1:3128", ProxyScheme.Http, 3128, "http://192.0.2.1:3128")]
    public void TryParse_OfEveryScheme_ReadsItAndItsPort(string text, ProxyScheme scheme, int port, string shown)
    {
        ProxyUrl.TryParse(text, out var url, out var error).ShouldBeTrue();
        error.ShouldBeEmpty();
        url.Scheme.ShouldBe(scheme);
        url.Port.ShouldBe((ushort)port);
        url.IsTls.ShouldBe(scheme is ProxyScheme.Socks5Tls or ProxyScheme.HttpTls);
        url.UserName.ShouldBeNull();
        url.Password.ShouldBeNull();
        url.ToString().ShouldBe(shown);
    }

    [Theory]
    [InlineData("alice:secret", "alice", "secret")]
    [InlineData("alice", "alice", null)]
    [InlineData("alice:", "alice", null)]
    [InlineData("alice:se:cret", "alice", "se:cret")]
    [InlineData("alice:se@cret", "alice", "se@cret")]
    [InlineData("al%40ice:%2F%3f%23%25", "al@ice", "/?#%")]
    [InlineData("%C3%A9:%E2%82%AC", "é", "€")]
    [InlineData("é:€😀", "é", "€😀")]
    public void TryParse_OfALogin_DecodesIt(string userInfo, string user, string? password)
    {
        ProxyUrl.TryParse($"socks5s://{userInfo}@proxy.example:1080", out var url, out _).ShouldBeTrue();
        url.UserName.ShouldBe(user);
        url.Password.ShouldBe(password);
        url.Host.ShouldBe("proxy.example");
        url.ToString().ShouldBe($"socks5s://{Uri.EscapeDataString(user)}@proxy.example:1080");
    }

    [Theory]
    [InlineData("proxy.example:1080", "must begin")]
    [InlineData("user:hunter2@proxy.example", "must begin")]
    [InlineData("socks4://proxy.example", "must begin")]
    [InlineData("hunter2://proxy.example", "must begin")]
    [InlineData("averyveryveryverylongscheme://proxy.example", "must begin")]
    [InlineData("socks5s://", "host")]
    [InlineData("socks5s://:1080", "host")]
    [InlineData("socks5s://user:hunter2@", "host")]
    [InlineData("socks5s://user:hunter2@::1:1080", "brackets")]
    [InlineData("socks5s://user:hunter2@a b:1080", "host")]
    [InlineData("socks5s://user:hunter2@proxy.example:", "port")]
    [InlineData("socks5s://user:hunter2@proxy.example:0", "port")]
    [InlineData("socks5s://user:hunter2@proxy.example:65536", "port")]
    [InlineData("socks5s://user:hunter2@proxy.example:1080/path", "nothing may follow")]
    [InlineData("socks5s://user:hunter2/more@proxy.example:1080", "%2F")]
    [InlineData("socks5s://user:hunter2#more@proxy.example:1080", "%23")]
    [InlineData("socks5s://user:hunter2?more@proxy.example:1080", "%3F")]
    [InlineData("socks5s://user:hunter2%@proxy.example:1080", "%25")]
    [InlineData("socks5s://user:hunter2%zz@proxy.example:1080", "%25")]
    [InlineData("socks5s://user:hunter2%C3@proxy.example:1080", "UTF-8")]
    [InlineData("socks5s://:hunter2@proxy.example:1080", "user name")]
    [InlineData("socks5s://a%0Ab:hunter2@proxy.example:1080", "user name")]
    [InlineData("https://a%3Ab:hunter2@proxy.example", "colon")]
    public void TryParse_OfAnythingElse_SaysWhatIsWrongWithoutThePassword(string text, string expected)
    {
        ProxyUrl.TryParse(text, out _, out var error).ShouldBeFalse();
        error.ShouldContain(expected);
        error.ShouldNotContain("hunter2");
    }

    [Fact]
    public void TryParse_OfALoginThatIsTooLong_SaysSo()
    {
        ProxyUrl.TryParse($"socks5://{new string('a', 256)}@h", out _, out var error).ShouldBeFalse();
        error.ShouldContain("255");
        ProxyUrl.TryParse($"socks5://a:{new string('b', 256)}@h", out _, out error).ShouldBeFalse();
        error.ShouldContain("255");
        ProxyUrl.TryParse($"socks5://{new string('a', 255)}:{new string('b', 255)}@h", out _, out _).ShouldBeTrue();
    }
}
