using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>A server at the far end of a line, with what a client at the near end needs.</summary>
internal sealed class LineServer : IAsyncDisposable, IHasOutput
{
    private readonly DelayLine _line;

    private LineServer(DelayLine line, SockeyeServer server)
    {
        _line = line;
        Server = server;
    }

    /// <summary>The server itself; its admin listener is reachable from the far end only.</summary>
    public SockeyeServer Server { get; }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => new(_line.Far.Address, Server.Port);

    public string Output => Server.Output;

    /// <summary>Makes the users and starts a server; its certificate is for <c>localhost</c> and for the end's addresses.</summary>
    public static async Task<LineServer> StartAsync<TKind>(DelayLine line, Action<JsonObject>? configure, params TestUser[] users)
        where TKind : ITlsKind
    {
        var inbound = ServerConfiguration.Inbound(TestAuthority.Trusted.Issue(
            KeyKind.Ecdsa, ["localhost", $"{line.Far.Address}", .. line.Far.Address6 is { } address6 ? new[] { $"{address6}" } : []]));
        inbound["listen"] = $"{line.Far.Address}:0";
        var configuration = ServerConfiguration.Of<TKind>().With("inbounds", new JsonArray(inbound));
        configure?.Invoke(configuration);
        var command = new SockeyeCommand(configuration);
        try
        {
            foreach (var user in users)
            {
                await command.AddUserAsync(user.Name, user.Password, user.Options);
            }

            return new LineServer(line, await SockeyeServer.AttachAsync(command, line.Far.Run(() => command.StartServe()), ownsCommand: true));
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    /// <summary>A TLS connection from the near end.</summary>
    public async Task<ProxyConnection> ConnectAsync() => await ProxyConnection.OverAsync(await _line.Near.ConnectAsync(EndPoint));

    /// <summary>curl at the near end with this server as its HTTPS proxy.</summary>
    public Task<ProgramResult> CurlAsync(TestUser user, params string[] arguments) => _line.Near.Run(() => Curl.RunAsync(
        ["--proxy", $"https://{EndPoint}", "--proxy-user", $"{user.Name}:{user.Password}", "--proxy-cacert", TestAuthority.Trusted.File, .. arguments]));

    /// <summary>The text of <c>/metrics</c>.</summary>
    public async Task<string> MetricsAsync() =>
        (await _line.Far.Run(() => Curl.RunAsync($"http://127.0.0.1:{Server.Command.AdminPort}/metrics"))).ShouldExit(0).Out;

    /// <summary>Until the server has so many sessions; connections that are kept ready are some.</summary>
    public Task UntilSessionsAsync(int count) => Poll.UntilAsync(
        async () => Regex.IsMatch(await MetricsAsync(), $@"(?m)^sockeye_sessions_active\S* {count}$"), $"{count} sessions");

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
