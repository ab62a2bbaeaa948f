namespace Sockeye.Tests.Cli;

/// <summary>What <c>connect</c> refuses before it opens anything.</summary>
[Collection(CliTests.Name)]
public sealed class ConnectCommandTests : IDisposable
{
    private const string Url = "socks5s://alice@proxy.example:1080";

    private readonly CliHarness _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("ftp://alice@proxy.example", "socks5s://")]
    [InlineData("socks5://alice@proxy.example", "--allow-plaintext")]
    [InlineData("http://alice@192.0.2.1", "--allow-plaintext")]
    public async Task Url_ThatWouldShowThePassword_IsRefused(string url, string advice) =>
        (await _cli.RunAsync("connect", url)).ShouldFail(2).ShouldContain(advice);

    [Theory]
    [InlineData("0.0.0.0:1080")]
    [InlineData("[::]:1080")]
    [InlineData("192.0.2.1:1080")]
    public async Task Listen_OffLoopbackWithoutALogin_IsRefusedAndSaysWhy(string listen)
    {
        var message = (await _cli.RunAsync("connect", Url, "--listen", listen)).ShouldFail(2);
        message.ShouldContain("other machines");
        message.ShouldContain("--local-user");
    }

    [Theory]
    [InlineData("--pool", "9", "0 to 8")]
    [InlineData("--pool", "-1", "0 to 8")]
    [InlineData("--pin", "abc", "32 bytes")]
    [InlineData("--listen", "127.0.0.1", "address and a port")]
    public async Task Option_ThatCannotBe_IsNamed(string option, string value, string advice) =>
        (await _cli.RunAsync("connect", Url, option, value)).ShouldFail(2).ShouldContain(advice);

    [Fact]
    public async Task Stdio_WithoutAPort_IsRefused()
    {
        (await _cli.RunAsync("connect", Url, "--stdio", "example.com", "0")).ShouldFail(2).ShouldContain("--stdio");
        (await _cli.RunAsync("connect", Url, "--stdio", "example.com")).ShouldFail(2);
    }

    [Fact]
    public async Task Password_FromNowhere_IsAskedForByName()
    {
        var message = (await _cli.RunAsync("connect", Url)).ShouldFail(2);
        message.ShouldContain("--password-file");
        message.ShouldContain("SOCKEYE_PASSWORD");
    }

    [Fact]
    public async Task PasswordFile_Empty_IsRefused() =>
        (await _cli.RunAsync("connect", Url, "--password-file", "/dev/null")).Error.ShouldContain("1 to 255 bytes");

    [Fact]
    public async Task PasswordFile_Missing_IsOneLine() =>
        (await _cli.RunAsync("connect", Url, "--password-file", Path.Combine(_cli.Data, "no-such-file"))).ShouldFail(1).ShouldContain("no-such-file");

    [Fact]
    public async Task LocalPassword_FromNowhere_IsAskedForByName()
    {
        var file = _cli.Write("password", "a long enough one\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await _cli.RunAsync("connect", Url, "--password-file", file, "--local-user", "me")).ShouldFail(2).ShouldContain("--local-password-file");
    }
}
