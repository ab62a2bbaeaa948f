using System.Net;
using System.Security.Cryptography;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;

namespace Sockeye.FunctionalTests.Testing.NameServers;

/// <summary>A real name server on a loopback port: it has the zone <c>example.test</c>, which one key may update.</summary>
internal sealed class NameServer : IAsyncDisposable, IHasOutput
{
    /// <summary>Its zone.</summary>
    public const string Zone = "example.test";

    /// <summary>The key that may update.</summary>
    public const string KeyName = "sockeye-key";

    /// <summary>A key that the server knows and that may do nothing.</summary>
    public const string OtherKeyName = "other-key";

    private static readonly TimeSpan Question = TimeSpan.FromSeconds(5);

    private readonly TempDirectory _folder;
    private ChildProcess? _process;

    private NameServer(TempDirectory folder) => _folder = folder;

    /// <summary>The secret of both keys.</summary>
    public byte[] Secret { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>The port on 127.0.0.1, of TCP and UDP.</summary>
    public int Port { get; } = FreePort.Take();

    /// <summary>Its address.</summary>
    public IPEndPoint Address => new(IPAddress.Loopback, Port);

    public ChildProcess Process => _process!;

    public string Output => Process.Output;

    /// <summary>Starts <c>named</c> or <c>knotd</c> in the foreground and waits until it answers for the zone.</summary>
    public static async Task<NameServer> StartAsync(string program)
    {
        var path = RealProgram.Require(program);
        RealProgram.Require("dig");
        var server = new NameServer(new TempDirectory());
        try
        {
            var folder = server._folder;
            folder.Write(Zone + ".zone", ZoneFile);
            var secret = Convert.ToBase64String(server.Secret);
            var (text, arguments) = program == "named"
                ? (BindConfiguration.Text(folder.Path, server.Port, secret), BindConfiguration.Arguments(folder.File("configuration")))
                : (KnotConfiguration.Text(folder.Path, server.Port, secret), KnotConfiguration.Arguments(folder.File("configuration")));
            folder.Write("configuration", text);
            server._process = ChildProcess.Start(program, path, arguments, directory: folder.Path);
            await Poll.UntilAsync(server.IsReadyAsync, $"{program} answering for {Zone}\n{server.Output}", Limits.Start);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What dig says of a name's TXT records: the values in order.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string name)
    {
        var answer = await DigAsync("+short", name, "TXT");
        return [.. answer.ShouldExit(0).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] == '"').Select(l => l.Trim('"')).Order()];
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }

    private const string ZoneFile = """
        $TTL 60
        @ IN SOA ns1 admin 1 3600 600 86400 60
        @ IN NS ns1
        ns1 IN A 127.0.0.1
        www IN A 127.0.0.1
        _acme-challenge.alias IN CNAME target.keys
        """ + "\n";

    private async Task<bool> IsReadyAsync()
    {
        Process.EnsureRuns();
        var answer = await DigAsync("+short", Zone, "SOA");
        return answer.ExitCode == 0 && answer.Out.Contains("ns1." + Zone, StringComparison.Ordinal);
    }

    private Task<ProgramResult> DigAsync(params string[] question) => ChildProcess.RunAsync(
        "dig", RealProgram.Require("dig"), ["@127.0.0.1", "-p", $"{Port}", "+tries=1", $"+time={(int)Question.TotalSeconds}", "+norecurse", .. question], limit: Limits.Event);
}
