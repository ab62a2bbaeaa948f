using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Pebble;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>The whole program with certificates by ACME, against Pebble.</summary>
public abstract class IssuingTest : FunctionalTest
{
    private protected const string User = "alice";
    private protected const string Password = "correct-horse-battery";
    private protected const string Name = "proxy.test";

    /// <summary>The inbound's port, which Pebble knows as 443.</summary>
    private protected int Port { get; } = FreePort.Take();

    /// <summary>A port that Pebble knows as 80.</summary>
    private protected int HttpPort { get; } = FreePort.Take();

    private protected Task<PebbleAuthority> StartPebbleAsync(PebbleOptions? options = null) =>
        OwnAsync(PebbleAuthority.StartAsync((options ?? new PebbleOptions()) with { TlsPort = Port, HttpPort = HttpPort }));

    /// <summary>One certificate, called <c>main</c>, of an authority; other keys as given.</summary>
    private protected static JsonObject Entry(PebbleAuthority pebble, params (string Key, JsonNode? Value)[] more) => Entry(pebble.Directory, more);

    /// <summary>The same of any directory that shows a certificate of the tests' authority.</summary>
    private protected static JsonObject Entry(Uri directory, params (string Key, JsonNode? Value)[] more)
    {
        var entry = new JsonObject
        {
            ["tag"] = "main",
            ["names"] = new JsonArray(Name),
            ["directory"] = directory.AbsoluteUri,
            ["directoryAuthority"] = PebbleAuthority.DirectoryAuthorityFile,
        };
        foreach (var (key, value) in more)
        {
            entry[key] = value;
        }

        return entry;
    }

    /// <summary>A configuration with one inbound that serves <c>main</c>.</summary>
    private protected JsonObject Configuration<TKind>(params JsonObject[] entries)
        where TKind : ITlsKind => ServerConfiguration.Of<TKind>()
        .With("inbounds", new JsonArray(new JsonObject
        {
            ["tag"] = "socks-in",
            ["listen"] = $"127.0.0.1:{Port}",
            ["tls"] = new JsonObject { ["acme"] = new JsonArray([.. entries.Select(e => (JsonNode)e["tag"]!.GetValue<string>())]) },
        }))
        .With("acme", new JsonArray([.. entries]));

    private protected Task<SockeyeServer> ServeAsync(JsonObject configuration) =>
        OwnAsync(SockeyeServer.StartAsync(configuration, new TestUser(User, Password)));

    /// <summary>The same where nobody logs in.</summary>
    private protected Task<SockeyeServer> ServeWithoutUserAsync(JsonObject configuration) => OwnAsync(SockeyeServer.StartAsync(configuration));

    /// <summary>A command without a server.</summary>
    private protected SockeyeCommand CommandWith(JsonObject configuration)
    {
        var command = new SockeyeCommand(configuration);
        Own(new CommandEnd(command));
        return command;
    }

    /// <summary>A file of the certificate store.</summary>
    private protected static string Stored(SockeyeCommand command, params string[] path) => Path.Combine([command.DataDirectory, "acme", .. path]);

    /// <summary>The certificate that a client is shown who asks for a name.</summary>
    private protected Task<X509Certificate2> ShownAsync(string name = Name) => ShownCertificate.OfAsync(Port, name);

    /// <summary>A connection of a client that trusts nobody but this authority.</summary>
    private protected async Task<ProxyConnection> ConnectAsync(PebbleAuthority pebble, string name = Name)
    {
        using var root = X509Certificate2.CreateFromPem(await pebble.GetRootAsync());
        return await OwnAsync(ProxyConnection.OpenNewAsync(Port, name, root));
    }

    /// <summary>What <c>/healthz</c> says.</summary>
    private protected static Task<string> HealthAsync(SockeyeServer server) => server.Admin.GetStringAsync(new Uri("healthz", UriKind.Relative));

    /// <summary>A client's bytes go through the proxy and come back, over whatever certificate it serves now.</summary>
    private protected async Task EchoThroughAsync(SockeyeServer server)
    {
        using var root = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(Path.Combine(server.Command.DataDirectory, "ca.pem")));
        var target = Own(Targets.Echo());
        await using var connection = await ProxyConnection.OpenNewAsync(Port, "localhost", root);
        await connection.ConnectAsync(User, Password, "localhost", target.Port);
        await connection.SendAsync("through"u8.ToArray());
        (await connection.ReadExactlyAsync(7)).ShouldBe("through"u8.ToArray());
    }

    /// <summary>Waits until one of the authority's for this name is shown, other than this one, and returns it.</summary>
    private protected async Task<X509Certificate2> UntilIssuedAsync(string name = Name, string? otherThan = null)
    {
        X509Certificate2? shown = null;
        await Poll.UntilAsync(
            async () =>
            {
                shown = await ShownAsync(name);
                return shown.Issuer.Contains("Pebble", StringComparison.Ordinal) && shown.MatchesHostname(name) && shown.Thumbprint != otherThan;
            },
            $"a certificate of the authority for {name} served",
            Limits.Start);
        return shown!;
    }

    /// <summary>The DNS names of a certificate.</summary>
    private protected static IEnumerable<string> NamesOf(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames();

    private sealed class CommandEnd(SockeyeCommand command) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            command.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
