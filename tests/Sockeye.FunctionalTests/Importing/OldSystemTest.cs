using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Importing;

/// <summary>A test on the files of the HAProxy and Xray system: alice of the seed, who is meant to go through an external proxy, and bob, who is not.</summary>
public abstract class OldSystemTest : FunctionalTest
{
    private protected const string Alice = "alice";
    private protected const string AlicePassword = "correct-horse-battery";
    private protected const string Bob = "bob";
    private protected const string BobPassword = "a-word-of-honour";
    private protected const string LeaverPassword = "let-me-out-of-here";

    /// <summary>In place of a reply where the login was refused.</summary>
    private protected const int NoLogin = -1;

    /// <summary>What an external proxy that is switched on in whatever way must have as its login.</summary>
    private protected static readonly TestUser Leaver = new("leaver", LeaverPassword);

    private protected OldSystem Old { get; private set; } = null!;

    private protected SockeyeCommand Command => Old.Command;

    private protected override ValueTask StartAsync()
    {
        Old = Own(new OldSystem());
        Command.Secret(LeaverPassword);
        return ValueTask.CompletedTask;
    }

    /// <summary>Puts alice's and bob's passwords in.</summary>
    private protected void Fill()
    {
        Old.Fill(Command.Secret(AlicePassword));
        Old.AddAccount(Bob, BobPassword);
    }

    /// <summary>Runs on the files.</summary>
    private protected Task<SockeyeServer> ServeAsync(int ports = 1) =>
        OwnAsync(SockeyeServer.AttachAsync(Command, Command.StartServe([.. Old.Options]), count: ports));

    /// <summary>Another Sockeye as the external proxy.</summary>
    private protected Task<SockeyeServer> StartUpstreamAsync(int port)
    {
        var configuration = ServerConfiguration.Standard();
        configuration["inbounds"]![0]!["listen"] = $"127.0.0.1:{port}";
        return OwnAsync(SockeyeServer.StartAsync(configuration, Leaver));
    }

    /// <summary>curl, with the server as its HTTPS proxy.</summary>
    private protected static Task<ProgramResult> CurlAsync(int port, string user, string password, string url) => Curl.RunAsync(
        "--proxy", $"https://localhost:{port}", "--proxy-cacert", TestAuthority.Trusted.File, "--proxy-user", $"{user}:{password}",
        "--cacert", TestAuthority.Trusted.File, "--write-out", " %{http_connect} %{http_code}", url);

    /// <summary>The reply to a CONNECT by SOCKS5 over TLS.</summary>
    private protected static async Task<int> ReplyAsync(int port, string user, string password, int targetPort)
    {
        await using var connection = await ProxyConnection.OpenAsync(port);
        return await TryLogInAsync(connection, user, password)
            ? (await connection.RequestAsync(Socks5Messages.Request("localhost", targetPort))).Code
            : NoLogin;
    }

    /// <summary>Whether the login is taken.</summary>
    private protected static async Task<bool> CanLogInAsync(int port, string user, string password)
    {
        await using var connection = await ProxyConnection.OpenAsync(port);
        return await TryLogInAsync(connection, user, password);
    }

    /// <summary>A tunnel that stands.</summary>
    private protected async Task<ProxyConnection> OpenTunnelAsync(int port, string user, string password, TargetServer target)
    {
        var connection = await OwnAsync(ProxyConnection.OpenAsync(port));
        await connection.ConnectAsync(user, password, "localhost", target.Port);
        return connection;
    }

    /// <summary>Asserts that a tunnel to an echo still carries.</summary>
    private protected static async Task AssertCarriesAsync(ProxyConnection connection)
    {
        await connection.SendAsync("still here"u8.ToArray());
        (await connection.ReadExactlyAsync(10)).ShouldBe("still here"u8.ToArray());
    }

    private static async Task<bool> TryLogInAsync(ProxyConnection connection, string user, string password)
    {
        await connection.SendAsync((byte[])[.. Socks5Messages.Greeting(2), .. Socks5Messages.Login(user, password)]);
        return await connection.ReadExactlyAsync(4) is [5, 2, 1, 0];
    }
}
