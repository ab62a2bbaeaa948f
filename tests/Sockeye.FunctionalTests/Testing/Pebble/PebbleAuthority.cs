using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Testing.Pebble;

/// <summary>
/// Pebble, the ACME authority that Let's Encrypt made for tests, on loopback ports, with a <see cref="ChallengeTestServer"/>
/// beside it. It keeps all in memory: disposing it is an authority that is down, another one on the same port knows nobody.
/// </summary>
internal sealed class PebbleAuthority : IAsyncDisposable, IHasOutput
{
    private readonly TempDirectory _folder = new();
    private readonly ChallengeTestServer _challenges;
    private readonly HttpClient _management;
    private ChildProcess? _process;
    private string _lastOutput = "";

    private PebbleAuthority(PebbleOptions options, ChallengeTestServer challenges)
    {
        _challenges = challenges;
        Port = options.Port ?? FreePort.Take();
        ManagementPort = FreePort.Take();
        _management = CreateHttpClient();
        _management.BaseAddress = new Uri($"https://localhost:{ManagementPort}/");
    }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Its directory.</summary>
    public Uri Directory => new($"https://localhost:{Port}/dir");

    /// <summary>PEM file of the authority that certifies the directory itself (<c>directoryAuthority</c> in a configuration).</summary>
    public static string DirectoryAuthorityFile => TestAuthority.Trusted.File;

    /// <summary>The DNS server and the servers that answer challenges.</summary>
    public ChallengeTestServer Challenges => _challenges;

    public string Output => (_process?.Output ?? _lastOutput) + "\n" + _challenges.Output;

    /// <summary>How many certificates it has issued, as its log tells: a moment behind.</summary>
    public int Issued => Count("Issued certificate serial");

    /// <summary>How often it was asked for a new account, or for one by its key; the same.</summary>
    public int AccountRequests => Count("POST /sign-me-up");

    private int ManagementPort { get; }

    /// <summary>Starts one; skips the test where Pebble is not installed.</summary>
    public static async Task<PebbleAuthority> StartAsync(PebbleOptions? options = null)
    {
        var program = RealProgram.Require("pebble");
        var chosen = options ?? new PebbleOptions();
        var authority = new PebbleAuthority(chosen, await ChallengeTestServer.StartAsync());
        try
        {
            var file = authority._folder.Write(
                "pebble.json", PebbleConfiguration.File(chosen, authority.Port, authority.ManagementPort, authority._challenges));
            authority._process = ChildProcess.Start(
                "pebble",
                program,
                ["-config", file, "-dnsserver", $"127.0.0.1:{chosen.DnsPort ?? authority._challenges.DnsPort}"],
                PebbleConfiguration.Environment(chosen));
            await Poll.UntilAcceptsAsync(authority._process, authority.Port);
            await Poll.UntilAcceptsAsync(authority._process, authority.ManagementPort);
            return authority;
        }
        catch
        {
            await authority.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client that trusts the directory and follows no redirect. The caller disposes it.</summary>
    public static HttpClient CreateHttpClient() => new(CreateHttpHandler());

    /// <summary>The same without the client, to put something in between.</summary>
    public static HttpMessageHandler CreateHttpHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { TestAuthority.Trusted.Certificate },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };

    /// <summary>The root of what it issues, as PEM: made anew at each start. Others than 0 where there are alternate roots.</summary>
    public Task<string> GetRootAsync(int index = 0) => _management.GetStringAsync($"roots/{index}");

    /// <summary>The same in a file of its own, for programs.</summary>
    public async Task<string> WriteRootAsync(int index = 0) => _folder.Write($"root-{index}.pem", await GetRootAsync(index));

    /// <summary>What it says of a certificate: <c>Valid</c> or <c>Revoked</c>.</summary>
    public async Task<string> GetStatusAsync(X509Certificate2 certificate)
    {
        var serial = certificate.SerialNumber.TrimStart('0').ToLowerInvariant();
        var status = await _management.GetFromJsonAsync<JsonObject>($"cert-status-by-serial/{serial}");
        return status!["Status"]!.GetValue<string>();
    }

    /// <summary>How many lines of its log have this text so far.</summary>
    public int Count(string text) => _process?.Lines("out").Count(line => line.Contains(text, StringComparison.Ordinal)) ?? 0;

    /// <summary>Ends it, once or again: a test may have it down before its own end.</summary>
    public async ValueTask DisposeAsync()
    {
        _management.Dispose();
        if (Interlocked.Exchange(ref _process, null) is { } process)
        {
            _lastOutput = process.Output;
            await process.DisposeAsync();
        }

        await _challenges.DisposeAsync();
        _folder.Dispose();
    }
}
