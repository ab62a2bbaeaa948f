using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.ClientConfigurations;

/// <summary>A browser with the command line and the PAC file that were written, asked for the password by the proxy.</summary>
public sealed class ChromiumTests : ConfigurationTest
{
    [Theory]
    [InlineData("chromium", false)]
    [InlineData("chromium", true)]
    [InlineData("pac", true)]
    public async Task Page_ThroughTheProxy_IsLoadedAfterTheLogin(string format, bool https)
    {
        var (target, url) = await TargetAsync(https);
        await using (var browser = await Chromium.StartAsync(TestAuthority.Trusted.File, await ArgumentAsync(format)))
        {
            Show(browser);
            var text = await browser.ReadAsync($"{url}/page", User, Password);

            text.ShouldStartWith("GET /page 0 ");
            browser.LoginQuestions.ShouldBe(["Proxy"]);
            target.Requests.Select(r => r.Path).ShouldContain("/page");
        }

        // A session is written when it has ended.
        await Server.WaitForAccessLineAsync($"{(https ? "connect" : "http")} {new Uri(url).Authority} via direct");
    }

    [Fact]
    public async Task Page_WithAWrongPassword_IsNotLoaded()
    {
        var (target, url) = await TargetAsync(https: false);
        var browser = await OwnAsync(Chromium.StartAsync(TestAuthority.Trusted.File, await ArgumentAsync("chromium")));

        await browser.ReadAsync($"{url}/page", User, "wrong");

        browser.LoginQuestions.Count.ShouldBeGreaterThan(1);
        target.Requests.ShouldBeEmpty();
    }

    /// <summary>The argument that names the proxy, as it was written.</summary>
    private async Task<string> ArgumentAsync(string format)
    {
        var written = await File.ReadAllTextAsync(await WriteAsync(format));
        if (format == "chromium")
        {
            var command = written.TrimEnd('\n').Split('\n')[^1].Split(' ');
            command[0].ShouldBe("chromium");
            return command.Skip(1).ShouldHaveSingleItem();
        }

        return "--proxy-pac-url=data:application/x-ns-proxy-autoconfig;base64," + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(written));
    }

    private async Task<(HttpTarget Target, string Url)> TargetAsync(bool https)
    {
        var address = OwnAddress.Require();
        var target = await OwnAsync(HttpTarget.StartAsync(https ? TestAuthority.Trusted.Issue(KeyKind.Ecdsa, $"{address}") : null, address));
        return (target, $"{(https ? "https" : "http")}://{address}:{target.Port}");
    }
}
