using System.Net.Http.Json;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;

namespace Sockeye.FunctionalTests.Testing.Pebble;

/// <summary>
/// pebble-challtestsrv: a DNS server for which every name is 127.0.0.1 until it is told otherwise, and servers that answer
/// HTTP-01 and TLS-ALPN-01 as told.
/// </summary>
internal sealed class ChallengeTestServer : IAsyncDisposable, IHasOutput
{
    private readonly HttpClient _management;
    private ChildProcess? _process;
    private string _lastOutput = "";

    private ChallengeTestServer()
    {
        ManagementPort = FreePort.Take();
        _management = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{ManagementPort}/"), Timeout = Limits.Event };
    }

    /// <summary>Where it answers HTTP-01.</summary>
    public int HttpPort { get; } = FreePort.Take();

    /// <summary>Where it answers TLS-ALPN-01.</summary>
    public int TlsPort { get; } = FreePort.Take();

    /// <summary>Where it answers DNS, over UDP and TCP.</summary>
    public int DnsPort { get; } = FreePort.Take();

    public string Output => _process?.Output ?? _lastOutput;

    /// <summary>Where it is told what to answer, by HTTP.</summary>
    public int ManagementPort { get; }

    public static async Task<ChallengeTestServer> StartAsync()
    {
        var program = RealProgram.Require("pebble-challtestsrv");
        var server = new ChallengeTestServer();
        try
        {
            server._process = ChildProcess.Start(
                "pebble-challtestsrv",
                program,
                [
                    "-management", $"127.0.0.1:{server.ManagementPort}",
                    "-http01", $"127.0.0.1:{server.HttpPort}",
                    "-tlsalpn01", $"127.0.0.1:{server.TlsPort}",
                    "-https01", "",
                    "-dns01", $"127.0.0.1:{server.DnsPort}",
                    "-defaultIPv4", "127.0.0.1",
                    "-defaultIPv6", "",
                ]);
            foreach (var port in new[] { server.ManagementPort, server.HttpPort, server.TlsPort, server.DnsPort })
            {
                await Poll.UntilAcceptsAsync(server._process, port);
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a TXT record; its name without a dot at the end.</summary>
    public Task AddTxtAsync(string name, string value) => TellAsync("set-txt", new() { ["host"] = name + ".", ["value"] = value });

    /// <summary>Removes all TXT records of a name.</summary>
    public Task ClearTxtAsync(string name) => TellAsync("clear-txt", new() { ["host"] = name + "." });

    /// <summary>The IPv4 addresses of a name, in place of 127.0.0.1.</summary>
    public Task SetAddressesAsync(string name, params string[] addresses) =>
        TellAsync("add-a", new() { ["host"] = name + ".", ["addresses"] = addresses });

    /// <summary>Has a name's records fail with SERVFAIL.</summary>
    public Task FailAsync(string name) => TellAsync("set-servfail", new() { ["host"] = name + "." });

    /// <summary>Answers HTTP-01 for a token.</summary>
    public Task AddHttpAsync(string token, string content) => TellAsync("add-http01", new() { ["token"] = token, ["content"] = content });

    /// <summary>Answers it no longer.</summary>
    public Task RemoveHttpAsync(string token) => TellAsync("del-http01", new() { ["token"] = token });

    /// <summary>Answers TLS-ALPN-01 for a name with a key authorization.</summary>
    public Task AddTlsAlpnAsync(string name, string keyAuthorization) =>
        TellAsync("add-tlsalpn01", new() { ["host"] = name, ["content"] = keyAuthorization });

    /// <summary>Answers it no longer.</summary>
    public Task RemoveTlsAlpnAsync(string name) => TellAsync("del-tlsalpn01", new() { ["host"] = name });

    public async ValueTask DisposeAsync()
    {
        _management.Dispose();
        if (Interlocked.Exchange(ref _process, null) is { } process)
        {
            _lastOutput = process.Output;
            await process.DisposeAsync();
        }
    }

    private async Task TellAsync(string what, Dictionary<string, object> content)
    {
        using var answer = await _management.PostAsJsonAsync(what, content);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{what}: {answer.StatusCode}");
    }
}
