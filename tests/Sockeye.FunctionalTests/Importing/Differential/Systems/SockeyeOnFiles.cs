using Sockeye.FunctionalTests.Testing;

namespace Sockeye.FunctionalTests.Importing.Differential.Systems;

/// <summary><c>sockeye serve</c>, run on a set of files; beside them stands only what opens this machine to the tests.</summary>
internal sealed class SockeyeOnFiles : IRunningSystem
{
    // Not all of loopback: one address of it is left for the guard.
    public const string Beside = """{ "guard": { "allowPrivateNetworks": ["127.0.0.1/32", "::1/128"] }, "admin": { "listen": "none" } }""";

    private readonly SystemFiles _files;
    private readonly SockeyeCommand _command = new() { Environment = { ["DOMAIN"] = SystemFiles.Domain } };
    private SockeyeServer? _server;

    private SockeyeOnFiles(SystemFiles files) => _files = files;

    public SystemPorts Ports => _files.Ports;

    public string Output => _server?.Output ?? "";

    public static async Task<SockeyeOnFiles> StartAsync(UpstreamPorts upstreams, string idle)
    {
        var system = new SockeyeOnFiles(new SystemFiles(upstreams, idle));
        try
        {
            await system.StartAsync();
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Checks its log for errors and secrets, then ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_server is not null)
            {
                await _server.DisposeAsync();
            }
        }
        finally
        {
            _command.Dispose();
            _files.Dispose();
        }
    }

    private async Task StartAsync()
    {
        _command.ConfigureText(Beside);
        _command.Secret(XrayTemplate.UpstreamPassword);
        foreach (var user in SystemUsers.All)
        {
            _command.Secret(SystemUsers.PasswordOf(user));
        }

        _server = await SockeyeServer.AttachAsync(
            _command, _command.StartServe("--haproxy", _files.Haproxy, "--xray", _files.Xray, "--users", _files.Users), count: Ports.Frontends.Count);
    }
}
