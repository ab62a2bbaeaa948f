using System.Text.RegularExpressions;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.ClientConfigurations;

/// <summary>Clients that come by the bridge, with the bridge's command as it was written for them.</summary>
public sealed partial class BridgeClientTests : ConfigurationTest
{
    [Fact]
    public async Task Proxychains_WithTheWrittenConfiguration_ReachesTheTarget()
    {
        var proxychains = RealProgram.Require("proxychains4");
        var target = await OwnAsync(HttpTarget.StartAsync());
        var written = await File.ReadAllTextAsync(await WriteAsync("proxychains"));
        var port = await StartBridgeAsync(BridgeCommand().Match(written).Groups["command"].Value);
        var configuration = Folder.Write("proxychains.conf", written.Replace("127.0.0.1 1080", $"127.0.0.1 {port}", StringComparison.Ordinal));

        var result = await ChildProcess.RunAsync(
            "proxychains4", proxychains,
            ["-q", "-f", configuration, RealProgram.Require("curl"), "-q", "-sS", "--max-time", "20", $"http://127.0.0.1:{target.Port}/proxychains"]);

        result.ShouldExit(0).Out.ShouldStartWith("GET /proxychains 0 ");
        await Server.WaitForAccessLineAsync($"socks5 127.0.0.1:{target.Port} via direct");
    }

    [Fact]
    public async Task ProxyCommand_OfSsh_CarriesBytesBothWays()
    {
        var target = Own(Targets.SpeaksFirst("SSH-2.0-test"));
        var written = await File.ReadAllTextAsync(await WriteAsync("ssh"));
        WritePassword();

        // What ssh does with the line: its tokens first, then a shell.
        var command = ProxyCommand().Match(written).Groups["command"].Value
            .Replace("%h", "127.0.0.1", StringComparison.Ordinal).Replace("%p", $"{target.Port}", StringComparison.Ordinal).Replace("%%", "%", StringComparison.Ordinal);
        var result = await ShellAsync($"exec {command}");

        result.ShouldExit(0).Out.ShouldStartWith("SSH-2.0-test");
        await Server.WaitForAccessLineAsync($"socks5 127.0.0.1:{target.Port} via direct");
    }

    private async Task<int> StartBridgeAsync(string command)
    {
        var port = FreePort.Take();
        command.ShouldEndWith(" --listen 127.0.0.1:1080");
        WritePassword();
        var script = $"exec {command[..^"1080".Length]}{port} --password-file ~/.ssh/sockeye-password";
        var bridge = Own(ChildProcess.Start("sockeye connect", RealProgram.Require("sh"), [Folder.Write("bridge", WithSockeye(script))], Home()));
        await Poll.UntilAcceptsAsync(bridge, port);
        return port;
    }

    private void WritePassword()
    {
        Directory.CreateDirectory(Folder.File(".ssh"));
        var file = Folder.Write(".ssh/sockeye-password", Password + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private Task<ProgramResult> ShellAsync(string script) =>
        ChildProcess.RunAsync("sh", RealProgram.Require("sh"), [Folder.Write("script", WithSockeye(script))], input: "", environment: Home());

    /// <summary>With the built program as <c>sockeye</c> on the path.</summary>
    private string WithSockeye(string script)
    {
        var program = Folder.Write("sockeye", $"#!/bin/sh\nexec dotnet {Repository.Program} \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return $"PATH={Folder.Path}:$PATH\n{script}\n";
    }

    private Dictionary<string, string> Home() => new() { ["HOME"] = Folder.Path };

    [GeneratedRegex("used: (?<command>sockeye connect .*)$", RegexOptions.Multiline)]
    private static partial Regex BridgeCommand();

    [GeneratedRegex("ProxyCommand (?<command>.*)$", RegexOptions.Multiline)]
    private static partial Regex ProxyCommand();
}
