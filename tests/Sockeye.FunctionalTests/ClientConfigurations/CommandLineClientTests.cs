using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.ClientConfigurations;

/// <summary>curl and git with what was written for them, through the running server.</summary>
public sealed class CommandLineClientTests : ConfigurationTest
{
    [Fact]
    public async Task Curl_WithThePrintedCommand_ReachesTheTarget()
    {
        var target = await OwnAsync(HttpTarget.StartAsync(TestAuthority.Localhost));
        var script = await File.ReadAllTextAsync(await WriteAsync("curl"));

        var result = await ShellAsync(ToTarget(script, $"--cacert {TestAuthority.Trusted.File} {target.Url}/curl"));

        result.ShouldExit(0).Out.ShouldStartWith("GET /curl 0 ");
        target.Requests.ShouldHaveSingleItem();
        await Server.WaitForAccessLineAsync($"connect localhost:{target.Port} via direct");
    }

    [Fact]
    public async Task Curl_WithTheWrittenConfigurationFile_ReachesTheTarget()
    {
        var target = await OwnAsync(HttpTarget.StartAsync(TestAuthority.Localhost));

        var result = await Curl.RunAsync("--config", await WriteAsync("curlrc"), "--cacert", TestAuthority.Trusted.File, $"{target.Url}/curlrc");

        result.ShouldExit(0).Out.ShouldStartWith("GET /curlrc 0 ");
        await Server.WaitForAccessLineAsync($"connect localhost:{target.Port} via direct");
    }

    [Fact]
    public async Task Curl_WithTheEnvironmentVariables_ReachesTheTarget()
    {
        var target = await OwnAsync(HttpTarget.StartAsync());
        var script = await File.ReadAllTextAsync(await WriteAsync("env"));

        // The target is on loopback, which no_proxy leaves out.
        var result = await ShellAsync(
            script + $"export no_proxy= NO_PROXY=\ncurl -q -sS --max-time 20 --proxy-cacert {TestAuthority.Trusted.File} {target.Url}/env\n");

        result.ShouldExit(0).Out.ShouldStartWith("GET /env 0 ");
        await Server.WaitForAccessLineAsync($"http localhost:{target.Port} via direct");
    }

    [Fact]
    public async Task Git_WithTheWrittenConfiguration_ClonesOverHttps()
    {
        var git = RealProgram.Require("git");
        var configuration = await WriteAsync("git");
        await ShellAsync(
            $"cd {Folder.Path} && git init -q -b main made && cd made && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m first"
            + " && cd .. && git clone -q --bare made served.git && git -C served.git update-server-info");
        var target = await OwnAsync(FolderTarget.StartAsync(Folder.Path, TestAuthority.Localhost));

        var result = await ChildProcess.RunAsync(
            "git", git, ["clone", "-q", $"{target.Url}/served.git", Folder.File("cloned")],
            environment: new Dictionary<string, string>
            {
                ["GIT_CONFIG_GLOBAL"] = configuration, ["GIT_CONFIG_NOSYSTEM"] = "1", ["GIT_TERMINAL_PROMPT"] = "0", ["GIT_CURL_VERBOSE"] = "1",
                ["GIT_SSL_CAINFO"] = TestAuthority.Trusted.File, ["no_proxy"] = "", ["NO_PROXY"] = "",
            });

        result.ShouldExit(0);
        (await ShellAsync($"git -C {Folder.File("cloned")} log --format=%s")).ShouldExit(0).Out.ShouldBe("first");
        await Server.WaitForAccessLineAsync($"connect localhost:{target.Port} via direct");
    }

    private static string ToTarget(string script, string arguments)
    {
        script.ShouldEndWith(" https://example.com/\n");
        return "alias curl='curl -q -sS --max-time 20 --noproxy \"\"'\n" + script.Replace("https://example.com/\n", arguments + "\n", StringComparison.Ordinal);
    }

    private Task<ProgramResult> ShellAsync(string script)
    {
        RealProgram.Require("curl");
        return ChildProcess.RunAsync("sh", RealProgram.Require("sh"), [Folder.Write($"script-{Guid.NewGuid():N}", script)]);
    }
}
