using System.Globalization;
using System.Text.RegularExpressions;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Testing;

/// <summary>A running <c>sockeye connect</c>.</summary>
internal sealed partial class SockeyeBridge : IAsyncDisposable, IHasOutput
{
    private readonly SockeyeCommand _command;

    private SockeyeBridge(SockeyeCommand command, ChildProcess process) => (_command, Process) = (command, process);

    public ChildProcess Process { get; }

    /// <summary>Its local port.</summary>
    public int Port { get; private set; }

    public string Output => Process.Output;

    /// <summary>The arguments that lead to a server of the tests.</summary>
    public static string[] Arguments(string user, int port) =>
        [$"socks5s://{user}@localhost:{port}", "--ca", TestAuthority.Trusted.File];

    /// <summary>Starts it on any port, and waits until it listens.</summary>
    public static async Task<SockeyeBridge> StartAsync(SockeyeCommand command, string password, params string[] arguments)
    {
        var bridge = new SockeyeBridge(command, command.StartConnect(password, ["--listen", "127.0.0.1:0", .. arguments]));
        try
        {
            var line = await bridge.Process.WaitForLineAsync(ListeningLine(), limit: Limits.Start);
            bridge.Port = int.Parse(line.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
            return bridge;
        }
        catch
        {
            await bridge.Process.DisposeAsync();
            throw;
        }
    }

    /// <summary>A SOCKS5 connection without a login, greeted.</summary>
    public async Task<ProxyConnection> ConnectAsync()
    {
        var connection = await ProxyConnection.OpenPlainAsync(Port);
        await connection.SendAsync(Socks5Messages.Greeting(0));
        (await connection.ReadExactlyAsync(2)).ShouldBe([5, 0], "method selection");
        return connection;
    }

    /// <summary>A tunnel to a target on localhost.</summary>
    public async Task<ProxyConnection> ConnectAsync(int targetPort)
    {
        var connection = await ConnectAsync();
        (await connection.RequestAsync(Socks5Messages.Request("localhost", targetPort))).Code.ShouldBe(0, $"CONNECT localhost:{targetPort}\n{Output}");
        return connection;
    }

    /// <summary>The reply to a CONNECT.</summary>
    public async Task<int> ReplyAsync(int targetPort)
    {
        await using var connection = await ConnectAsync();
        return (await connection.RequestAsync(Socks5Messages.Request("localhost", targetPort))).Code;
    }

    /// <summary>Checks that no secret is in its output, then ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _command.AssertNoSecret(Process.Text("err"));
            _command.AssertNoSecret(Process.Text("out"));
            Process.Lines("err").Where(line => line.Contains("fail: ", StringComparison.Ordinal) || line.Contains("Unhandled", StringComparison.Ordinal)).ShouldBeEmpty(Output);
        }
        finally
        {
            await Process.DisposeAsync();
        }
    }

    [GeneratedRegex(@"^listening socks5://127\.0\.0\.1:(?<port>\d+)$")]
    private static partial Regex ListeningLine();
}
