using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Testing.Programs;

/// <summary>OpenSSH: a server for this account with keys of its own, and its client.</summary>
internal sealed class Ssh : IAsyncDisposable, IHasOutput
{
    private readonly TempDirectory _folder = new();
    private RunningProgram? _server;

    /// <summary>Where the server listens.</summary>
    public int Port => _server!.Port;

    public string Output => _server?.Output ?? "";

    public static async Task<Ssh> StartAsync()
    {
        var keygen = RealProgram.Require("ssh-keygen");
        var ssh = new Ssh();
        try
        {
            foreach (var key in (string[])["host", "user"])
            {
                (await ChildProcess.RunAsync("ssh-keygen", keygen, ["-q", "-t", "ed25519", "-N", "", "-f", ssh._folder.File(key)])).ShouldExit(0);
            }

            if (Environment.UserName == "root")
            {
                Directory.CreateDirectory("/run/sshd"); // which its service would make
            }

            ssh._server = await RunningProgram.StartAsync(
                "sshd",
                port => $"""
                    ListenAddress 127.0.0.1:{port}
                    HostKey {ssh._folder.File("host")}
                    AuthorizedKeysFile {ssh._folder.File("user.pub")}
                    PidFile none
                    StrictModes no
                    UsePAM no
                    PermitRootLogin prohibit-password
                    PasswordAuthentication no

                    """,
                (configuration, _) => ["-D", "-e", "-f", configuration]);
            return ssh;
        }
        catch
        {
            await ssh.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command over a connection that this program makes.</summary>
    public Task<ProgramResult> RunAsync(string proxyCommand, string command, string input, IReadOnlyDictionary<string, string>? environment = null) => ChildProcess.RunAsync(
        "ssh",
        RealProgram.Require("ssh"),
        [
            "-F", "none", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "BatchMode=yes",
            "-o", "IdentitiesOnly=yes", "-i", _folder.File("user"), "-o", $"ProxyCommand={proxyCommand}", "-p", $"{Port}",
            $"{Environment.UserName}@127.0.0.1", command,
        ],
        input,
        environment: environment);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }
}
