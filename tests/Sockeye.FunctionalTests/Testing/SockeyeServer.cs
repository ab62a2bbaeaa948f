using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Testing;

/// <summary>A running <c>sockeye serve</c>.</summary>
internal sealed partial class SockeyeServer : IAsyncDisposable, IHasOutput
{
    // As the program takes it.
    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly bool _ownsCommand;
    private HttpClient? _admin;

    private SockeyeServer(SockeyeCommand command, ChildProcess process, bool ownsCommand)
    {
        Command = command;
        Process = process;
        _ownsCommand = ownsCommand;
    }

    public SockeyeCommand Command { get; }

    public ChildProcess Process { get; }

    /// <summary>The ports in the order of the inbounds.</summary>
    public IReadOnlyList<int> Ports { get; private set; } = [];

    /// <summary>The first inbound's port.</summary>
    public int Port => Ports[0];

    public string Output => Process.Output;

    /// <summary>A client of the admin listener.</summary>
    public HttpClient Admin => _admin ??= new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Command.AdminPort}/"), Timeout = Limits.Event };

    /// <summary>Makes the users, starts the server with this configuration, and waits until it listens.</summary>
    public static async Task<SockeyeServer> StartAsync(JsonObject? configuration = null, params TestUser[] users)
    {
        var command = new SockeyeCommand(configuration);
        try
        {
            foreach (var user in users)
            {
                await command.AddUserAsync(user.Name, user.Password, user.Options);
            }

            var server = await StartAsync(command, ownsCommand: true);
            return server;
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    /// <summary>Starts the server and waits until it listens.</summary>
    public static Task<SockeyeServer> StartAsync(SockeyeCommand command, params string[] options) => StartAsync(command, ownsCommand: false, options);

    /// <summary>Waits until a process that was started listens: on every inbound of its configuration, or on so many.</summary>
    public static async Task<SockeyeServer> AttachAsync(SockeyeCommand command, ChildProcess process, bool ownsCommand = false, int? count = null)
    {
        var server = new SockeyeServer(command, process, ownsCommand);
        try
        {
            var inbounds = count ?? (JsonNode.Parse(await File.ReadAllTextAsync(command.ConfigurationFile), null, WithComments)!["inbounds"] as JsonArray)?.Count ?? 1;
            await Poll.UntilAsync(
                () =>
                {
                    process.EnsureRuns();
                    server.Ports = [.. process.Lines("out").Select(line => ListeningLine().Match(line)).Where(match => match.Success).Select(PortOf)];
                    return server.Ports.Count >= inbounds;
                },
                "every inbound listening",
                Limits.Start);
            return server;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>A TLS connection to the first inbound.</summary>
    public Task<ProxyConnection> ConnectAsync() => ProxyConnection.OpenAsync(Port);

    /// <summary>SIGHUP, and waits for the line that tells of it.</summary>
    public async Task ReloadAsync()
    {
        var from = Process.LineCount;
        Process.Send(Signal.Hangup);
        await Process.WaitForLineAsync(ReloadLine(), from);
    }

    /// <summary>Waits for an access line that fits and returns it.</summary>
    public async Task<string> WaitForAccessLineAsync(string pattern, int from = 0) =>
        (await Process.WaitForLineAsync(new Regex($"^.*{pattern}.*$"), from)).Value;

    /// <summary>Asserts that nothing went wrong inside: no line of the levels error or critical, and no secret.</summary>
    public void AssertClean()
    {
        Process.Lines("err").Concat(Process.Lines("out")).Where(line => BadLine().IsMatch(line)).ShouldBeEmpty(Output);
        Command.AssertNoSecret(Process.Text("err"));
        Command.AssertNoSecret(Process.Text("out"));
    }

    /// <summary>Checks its log, then ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            AssertClean();
        }
        finally
        {
            _admin?.Dispose();
            await Process.DisposeAsync();
            if (_ownsCommand)
            {
                Command.Dispose();
            }
        }
    }

    private static Task<SockeyeServer> StartAsync(SockeyeCommand command, bool ownsCommand, params string[] options) =>
        AttachAsync(command, command.StartServe(options), ownsCommand);

    private static int PortOf(Match match) => int.Parse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^listening (?<scheme>[a-z0-9]+)://(?<host>\S+):(?<port>\d+)$")]
    private static partial Regex ListeningLine();

    [GeneratedRegex("reload", RegexOptions.IgnoreCase)]
    private static partial Regex ReloadLine();

    [GeneratedRegex(@"Z (fail|crit): |""LogLevel"":""(Error|Critical)""|Unhandled exception")]
    private static partial Regex BadLine();
}

/// <summary>A user of a test.</summary>
internal sealed record TestUser(string Name, string Password, params string[] Options);
