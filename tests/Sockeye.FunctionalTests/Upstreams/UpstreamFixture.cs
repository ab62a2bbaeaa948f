using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Upstreams;

/// <summary>A server with one inbound for each outbound, so that the port chooses the way out; and the real proxies behind them.</summary>
public sealed class UpstreamFixture<TKind> : IAsyncLifetime
    where TKind : ITlsKind
{
    internal const string User = "alice";
    internal const string Password = "correct-horse-battery";
    internal const string UpstreamUser = "leaver";
    internal const string UpstreamPassword = "let-me-out-of-here";
    internal const string WrongPassword = "not-the-right-one";

    private readonly List<RunningProgram> _programs = [];
    private readonly List<string> _tags = [];

    internal SockeyeServer Server { get; private set; } = null!;

    internal IEnumerable<IHasOutput> Programs => _programs;

    /// <summary>The port whose connections leave by this outbound.</summary>
    internal int PortOf(string tag) => Server.Ports[_tags.IndexOf(tag)];

    public async ValueTask InitializeAsync()
    {
        try
        {
            Server = await SockeyeServer.StartAsync(await ConfigureAsync(), new TestUser(User, Password));
            Server.Command.Secret(UpstreamPassword);
            Server.Command.Secret(WrongPassword);
        }
        catch
        {
            await DisposeProgramsAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeProgramsAsync();
        await Server.DisposeAsync();
    }

    private async Task<JsonObject> ConfigureAsync()
    {
        var good = $"{UpstreamUser}:{UpstreamPassword}@";
        var wrong = $"{UpstreamUser}:{WrongPassword}@";
        var outbounds = new JsonArray();

        var microsocks = await StartAsync("microsocks", () => PlainProxies.MicrosocksAsync(UpstreamUser, UpstreamPassword));
        var tinyproxy = await StartAsync("tinyproxy", () => PlainProxies.TinyproxyAsync(UpstreamUser, UpstreamPassword));
        var dante = await StartAsync("danted", PlainProxies.DanteAsync);
        var v2ray = await StartAsync("v2ray", () => V2Ray.StartServerAsync(UpstreamUser, UpstreamPassword));
        var overMicrosocks = await StartAsync("stunnel", () => Stunnel.StartServerAsync(microsocks));
        var overTinyproxy = await StartAsync("stunnel", () => Stunnel.StartServerAsync(tinyproxy));
        var stranger = await StartAsync("stunnel", () => Stunnel.StartServerAsync(microsocks, TestAuthority.Stranger.Issue(KeyKind.Ecdsa, "localhost")));
        var otherName = await StartAsync("stunnel", () => Stunnel.StartServerAsync(microsocks, TestAuthority.Trusted.Issue(KeyKind.Ecdsa, "other.test")));

        Add("microsocks", $"socks5://{good}127.0.0.1:{microsocks}");
        Add("microsocks-wrong-password", $"socks5://{wrong}127.0.0.1:{microsocks}");
        Add("microsocks-tls", $"socks5s://{good}localhost:{overMicrosocks}");
        Add("tinyproxy", $"http://{good}127.0.0.1:{tinyproxy}");
        Add("tinyproxy-wrong-password", $"http://{wrong}127.0.0.1:{tinyproxy}");
        Add("tinyproxy-tls", $"https://{good}localhost:{overTinyproxy}");
        Add("dante", $"socks5://127.0.0.1:{dante}");
        Add("v2ray", $"socks5s://{good}localhost:{v2ray}");
        Add("stranger", $"socks5s://{good}localhost:{stranger}");
        Add("other-name", $"socks5s://{good}localhost:{otherName}");
        Add("down", $"socks5://127.0.0.1:{FreePort.Take()}");
        Add("down-tls", $"https://localhost:{FreePort.Take()}");

        return ServerConfiguration.Of<TKind>()
            .With("inbounds", new JsonArray([.. _tags.Select(tag =>
            {
                var inbound = ServerConfiguration.Inbound(TestAuthority.Localhost);
                inbound["tag"] = $"to-{tag}";
                return inbound;
            })]))
            .With("outbounds", outbounds)
            .With("routing", new JsonObject
            {
                ["rules"] = new JsonArray([.. _tags.Select(tag => new JsonObject { ["inbound"] = new JsonArray($"to-{tag}"), ["outbound"] = tag })]),
                ["default"] = "block",
            });

        void Add(string tag, string url)
        {
            _tags.Add(tag);
            var outbound = new JsonObject { ["tag"] = tag, ["url"] = url };
            if (url.StartsWith("socks5s:", StringComparison.Ordinal) || url.StartsWith("https:", StringComparison.Ordinal))
            {
                outbound["tls"] = new JsonObject { ["serverName"] = "localhost", ["certificateAuthority"] = TestAuthority.Trusted.File };
            }

            outbounds.Add(outbound);
        }
    }

    /// <summary>The port of a program; of nothing where it is not installed, and its tests say so.</summary>
    private async Task<int> StartAsync(string name, Func<Task<RunningProgram>> start)
    {
        if (!RealProgram.IsInstalled(name))
        {
            return FreePort.Take();
        }

        var program = await start();
        _programs.Add(program);
        return program.Port;
    }

    private async Task DisposeProgramsAsync()
    {
        foreach (var program in _programs)
        {
            await program.DisposeAsync();
        }
    }
}
