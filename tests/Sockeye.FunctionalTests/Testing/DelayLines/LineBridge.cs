using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>A running <c>sockeye connect</c> at the near end of a line, to a server at the far one.</summary>
internal sealed partial class LineBridge : IAsyncDisposable, IHasOutput
{
    private readonly LineEnd _near;
    private readonly ChildProcess _process;
    private readonly TempDirectory _folder;
    private IPEndPoint _endPoint = null!;

    private LineBridge(LineEnd near, ChildProcess process, TempDirectory folder)
    {
        _near = near;
        _process = process;
        _folder = folder;
    }

    public string Output => _process.Output;

    /// <summary>Starts it on a free local port and waits until it listens.</summary>
    public static async Task<LineBridge> StartAsync<TKind>(DelayLine line, LineServer server, TestUser user, params string[] options)
        where TKind : ITlsKind
    {
        var folder = new TempDirectory();
        var password = folder.Write("password", user.Password + "\n");
        File.SetUnixFileMode(password, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string[] arguments =
        [
            Repository.Program, "connect", $"socks5s://{user.Name}@{server.EndPoint}", "--listen", "127.0.0.1:0", "--ca", TestAuthority.Trusted.File,
            "--password-file", password, "--tls", TKind.Provider, .. options,
        ];
        var bridge = new LineBridge(line.Near, line.Near.Run(() => ChildProcess.Start("sockeye connect", "dotnet", arguments)), folder);
        try
        {
            var port = (await bridge._process.WaitForLineAsync(ListeningLine(), limit: Limits.Start)).Groups["port"].ValueSpan;
            bridge._endPoint = new IPEndPoint(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture));
            return bridge;
        }
        catch
        {
            await bridge.DisposeAsync();
            throw;
        }
    }

    /// <summary>A program's plain connection to the bridge.</summary>
    public async Task<ProxyConnection> ConnectAsync() => ProxyConnection.OverPlain(await _near.ConnectAsync(_endPoint));

    /// <summary>Asks for a target without a login, one message at a time as old programs do; asserts success.</summary>
    public async Task<ProxyConnection> OpenAsync(string host, int port)
    {
        var connection = await ConnectAsync();
        try
        {
            await connection.SendAsync(Socks5Messages.Greeting(0));
            (await connection.ReadExactlyAsync(2)).ShouldBe([5, 0], "method selection of the bridge");
            (await connection.RequestAsync(Socks5Messages.Request(host, port))).Code.ShouldBe(0, $"CONNECT {host}:{port}\n{Output}");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex(@"^listening socks5://127\.0\.0\.1:(?<port>\d+)$")]
    private static partial Regex ListeningLine();
}
