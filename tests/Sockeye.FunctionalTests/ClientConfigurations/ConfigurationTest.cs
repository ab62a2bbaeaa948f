using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.ClientConfigurations;

/// <summary>A running server with one user of an awkward name, and what <c>sockeye user config</c> writes for him.</summary>
public abstract class ConfigurationTest : FunctionalTest
{
    private protected const string User = "o'B \"x\" 名";
    private protected const string Password = "p\"a's s\\w$o`r%d:é😀,#";

    private protected SockeyeServer Server { get; private set; } = null!;

    private protected TempDirectory Folder { get; } = new();

    private protected override async ValueTask StartAsync()
    {
        Own(new FolderOwner(Folder));
        var configuration = ServerConfiguration.Standard();
        if (OwnAddress.Find() is { } address)
        {
            configuration["guard"]!["allowPrivateNetworks"]!.AsArray().Add($"{address}/32");
        }

        Server = await OwnAsync(SockeyeServer.StartAsync(configuration, new TestUser(User, Password)));
    }

    /// <summary>Writes the configuration with the password to a file and returns its path.</summary>
    private protected async Task<string> WriteAsync(string format, params string[] options)
    {
        var file = Folder.File(format);
        (await Server.Command.RunAsync(
            ["user", "config", User, "--format", format, "--ca", TestAuthority.Trusted.File, "--password-stdin", "--output", file, .. options],
            Password + "\n")).ShouldExit(0);
        return file;
    }

    private sealed class FolderOwner(TempDirectory folder) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
