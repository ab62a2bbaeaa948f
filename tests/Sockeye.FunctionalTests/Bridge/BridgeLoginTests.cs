using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Bridge;

/// <summary>A local port with a login of its own, and where passwords come from.</summary>
public sealed class BridgeLoginTests(SockeyeFixture<OpenSsl> fixture) : SharedServerTest<OpenSsl>(fixture)
{
    private const string LocalPassword = "only-on-this-machine";

    [Theory]
    [InlineData("socks5h")]
    [InlineData("http")]
    public async Task LocalLogin_Wanted_IsNeededAndNeverTheServers(string scheme)
    {
        var target = await OwnAsync(HttpTarget.StartAsync());
        var file = Write("local-password", Server.Command.Secret(LocalPassword));
        var bridge = await OwnAsync(SockeyeBridge.StartAsync(
            Server.Command, Password, [.. SockeyeBridge.Arguments(User, Server.Port), "--local-user", "me", "--local-password-file", file]));

        (await GetAsync($"me:{LocalPassword}@")).ShouldExit(0).Out.ShouldStartWith("GET / ");
        foreach (var login in (string[])["me:wrong@", $"{User}:{Password}@", ""])
        {
            (await GetAsync(login)).ExitCode.ShouldNotBe(0);
        }

        target.Requests.Count.ShouldBe(1);

        Task<Testing.Processes.ProgramResult> GetAsync(string login) =>
            Curl.RunAsync("--fail", "--proxy", $"{scheme}://{login}localhost:{bridge.Port}", $"{target.Url}/");
    }

    [Fact]
    public async Task LocalLogin_Wanted_RefusesAClientThatOffersNone()
    {
        var file = Write("local-password", Server.Command.Secret(LocalPassword));
        var bridge = await OwnAsync(SockeyeBridge.StartAsync(
            Server.Command, Password, [.. SockeyeBridge.Arguments(User, Server.Port), "--local-user", "me", "--local-password-file", file]));
        var connection = await OwnAsync(ProxyConnection.OpenPlainAsync(bridge.Port));

        await connection.SendAsync(Socks5Messages.Greeting(0));

        (await connection.ReadToEndAsync()).ShouldBe([5, 0xFF]);
    }

    [Fact]
    public async Task Password_FromAFile_IsTakenAndItsModeLookedAt()
    {
        var target = Own(Targets.SpeaksFirst("hello"));
        var file = Write("password", Password + "\r\nanother line\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var process = Server.Command.StartConnect(
            password: null, [.. SockeyeBridge.Arguments(User, Server.Port), "--password-file", file, "--stdio", "localhost", $"{target.Port}"]);
        await using (process)
        {
            process.CloseInput();
            (await process.WaitForExitAsync()).ShouldBe(0, process.Output);
            process.Text("out").ShouldBe("hello");
            process.Lines("err").ShouldHaveSingleItem().ShouldContain($"chmod 600 {file}");
        }
    }

    [Fact]
    public async Task Password_InTheUrl_IsTakenWithAWarning()
    {
        var target = Own(Targets.SpeaksFirst("hello"));
        var arguments = SockeyeBridge.Arguments($"{User}:{Server.Command.Secret(Password)}", Server.Port);

        var result = await Server.Command.RunConnectAsync(password: null, [.. arguments, "--stdio", "localhost", $"{target.Port}"], input: "");

        result.ShouldExit(0).Out.ShouldBe("hello");
        result.ErrorLines.ShouldHaveSingleItem().ShouldContain("process lists");
    }

    [Fact]
    public async Task HttpsServer_HasConnectAndNoBind()
    {
        var target = await OwnAsync(HttpTarget.StartAsync());
        var bridge = await OwnAsync(SockeyeBridge.StartAsync(
            Server.Command, Password, $"https://{User}@localhost:{Server.Port}", "--ca", Testing.Tls.TestAuthority.Trusted.File));

        (await Curl.RunAsync("--proxy", $"socks5h://localhost:{bridge.Port}", $"{target.Url}/")).ShouldExit(0).Out.ShouldStartWith("GET / ");
        await using var client = await bridge.ConnectAsync();
        (await client.RequestAsync(Socks5Messages.Request("127.0.0.1", 0, Socks5Messages.Bind))).Code.ShouldBe(7);
    }

    private string Write(string name, string text)
    {
        var file = Server.Command.File(name);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }
}
