using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Testing.Programs;

/// <summary>Chromium without a window, steered by its DevTools protocol, with a home of its own that trusts one authority.</summary>
internal sealed partial class Chromium : IAsyncDisposable, IHasOutput
{
    private static readonly string[] Quiet =
    [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly TempDirectory _home;
    private readonly ChildProcess _process;
    private readonly ClientWebSocket _socket = new();
    private int _lastId;

    private Chromium(TempDirectory home, ChildProcess process) => (_home, _process) = (home, process);

    public string Output => _process.Output;

    /// <summary>Starts it with these arguments behind its own.</summary>
    public static async Task<Chromium> StartAsync(string authorityFile, params string[] arguments)
    {
        var (chromium, certutil) = (RealProgram.Require("chromium"), RealProgram.Require("certutil"));
        var home = new TempDirectory();
        var store = Directory.CreateDirectory(home.File(".pki/nssdb")).FullName;
        foreach (var step in new string[][] { ["-N", "--empty-password"], ["-A", "-t", "C,,", "-n", "sockeye", "-i", authorityFile] })
        {
            (await ChildProcess.RunAsync("certutil", certutil, ["-d", $"sql:{store}", .. step])).ShouldExit(0);
        }

        var process = ChildProcess.Start(
            "chromium", chromium,
            [.. Quiet, "--remote-debugging-port=0", $"--user-data-dir={home.File("profile")}", .. arguments],
            new Dictionary<string, string> { ["HOME"] = home.Path });
        var browser = new Chromium(home, process);
        try
        {
            var line = await process.WaitForLineAsync(DevToolsLine(), limit: Limits.Start);
            await browser._socket.ConnectAsync(new Uri(line.Groups["url"].Value), CancellationToken.None).WaitAsync(Limits.Event);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a page, answers the proxy's question for a login, and gives the page's text; how often it was asked in <see cref="LoginQuestions"/>.</summary>
    public async Task<string> ReadAsync(string url, string user, string password)
    {
        var target = await AskAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        var attached = await AskAsync(
            "Target.attachToTarget", new JsonObject { ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true });
        var page = attached["sessionId"]!.GetValue<string>();
        await AskAsync("Page.enable", [], page);
        await AskAsync("Fetch.enable", new JsonObject { ["handleAuthRequests"] = true }, page);
        var navigation = await SendAsync("Page.navigate", new JsonObject { ["url"] = url }, page);
        while (true)
        {
            var message = await ReceiveAsync();
            var parameters = message["params"];
            switch (message["method"]?.GetValue<string>())
            {
                case "Fetch.requestPaused":
                    await SendAsync("Fetch.continueRequest", new JsonObject { ["requestId"] = parameters!["requestId"]!.GetValue<string>() }, page);
                    break;
                case "Fetch.authRequired":
                    LoginQuestions.Add(parameters!["authChallenge"]!["source"]!.GetValue<string>());
                    await SendAsync(
                        "Fetch.continueWithAuth",
                        new JsonObject
                        {
                            ["requestId"] = parameters["requestId"]!.GetValue<string>(),
                            ["authChallengeResponse"] = new JsonObject
                            {
                                ["response"] = LoginQuestions.Count > 1 ? "CancelAuth" : "ProvideCredentials",
                                ["username"] = user,
                                ["password"] = password,
                            },
                        },
                        page);
                    break;
                case "Page.loadEventFired":
                    var text = await AskAsync("Runtime.evaluate", new JsonObject { ["expression"] = "document.body.innerText" }, page);
                    return text["result"]!["value"]!.GetValue<string>();
                default:
                    if (message["id"]?.GetValue<int>() == navigation && message["result"]?["errorText"] is { } error)
                    {
                        return error.GetValue<string>();
                    }

                    break;
            }
        }
    }

    /// <summary>Who asked for a login: <c>Proxy</c> or <c>Server</c>.</summary>
    public List<string> LoginQuestions { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Send(Signal.Terminate); // it ends its own children
        try
        {
            await _process.WaitForExitAsync(Limits.Event);
        }
        finally
        {
            await _process.DisposeAsync();
            _home.Dispose();
        }
    }

    private async Task<JsonNode> AskAsync(string method, JsonObject parameters, string? session = null)
    {
        var id = await SendAsync(method, parameters, session);
        while (true)
        {
            var message = await ReceiveAsync();
            if (message["id"]?.GetValue<int>() == id)
            {
                return message["result"] ?? throw new InvalidOperationException($"{method}: {message}");
            }
        }
    }

    private async Task<int> SendAsync(string method, JsonObject parameters, string? session = null)
    {
        var message = new JsonObject { ["id"] = ++_lastId, ["method"] = method, ["params"] = parameters };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None).WaitAsync(Limits.Event);
        return _lastId;
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Limits.Start);
            message.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!;
    }

    [GeneratedRegex(@"DevTools listening on (?<url>ws://\S+)")]
    private static partial Regex DevToolsLine();
}
