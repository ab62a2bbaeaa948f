using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;

namespace Sockeye.FunctionalTests.Commands;

/// <summary>A server that serves UDP in every form, for the tests of a class; alice may, bob may not.</summary>
public sealed class UdpServer<TKind> : IAsyncLifetime
    where TKind : ITlsKind
{
    internal static readonly TestUser Alice = new("alice", "correct-horse-battery");
    internal static readonly TestUser Bob = new("bob", "another-good-password", "--allow", "connect");

    internal SockeyeServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var configuration = ServerConfiguration.Of<TKind>();
        configuration["inbounds"]![0]!["udp"] = new JsonObject { ["plain"] = true };
        Server = await SockeyeServer.StartAsync(configuration, Alice, Bob);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
