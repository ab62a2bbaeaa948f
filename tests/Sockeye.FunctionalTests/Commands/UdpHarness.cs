using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Tls;
using static Sockeye.FunctionalTests.Commands.UdpForms;

namespace Sockeye.FunctionalTests.Commands;

/// <summary>What the tests of UDP share: a server with every form, others that a test configures, and associations.</summary>
public abstract class UdpHarness<TKind> : FunctionalTest, IClassFixture<UdpServer<TKind>>
    where TKind : ITlsKind
{
    protected UdpHarness(UdpServer<TKind> shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        Shared = shared.Server;
        Show(Shared);
    }

    private protected const int NotAllowed = 2;
    private protected const int CommandNotSupported = 7;

    private protected static readonly TestUser Alice = UdpServer<TKind>.Alice;
    private protected static readonly TestUser Bob = UdpServer<TKind>.Bob;

    /// <summary>The server of the class: every form, loopback open as a target.</summary>
    private protected SockeyeServer Shared { get; }

    /// <summary>A server of the test's own with this <c>udp</c>, whose users have this upstream.</summary>
    private protected async Task<SockeyeServer> StartAsync(JsonObject? udp = null, string? upstream = null, Action<JsonObject>? change = null)
    {
        var configuration = ServerConfiguration.Of<TKind>();
        configuration["inbounds"]![0]!["udp"] = udp ?? new JsonObject { ["plain"] = true };
        change?.Invoke(configuration);
        var command = new SockeyeCommand(configuration);
        if (upstream is not null)
        {
            await command.AddUpstreamAsync("leave", upstream, Alice.Password, upstream.Contains("s://", StringComparison.Ordinal) ? ["--ca", TestAuthority.Trusted.File] : []);
        }

        foreach (var user in (TestUser[])[Alice, Bob])
        {
            await command.AddUserAsync(user.Name, user.Password, [.. user.Options, .. upstream is null ? [] : new[] { "--upstream", "leave" }]);
        }

        return await OwnAsync(SockeyeServer.AttachAsync(command, command.StartServe(), ownsCommand: true));
    }

    private protected async Task<ProxyConnection> LogInAsync(SockeyeServer server, TestUser? user = null)
    {
        var connection = await OwnAsync(server.ConnectAsync());
        await connection.LogInAsync((user ?? Alice).Name, (user ?? Alice).Password);
        return connection;
    }

    /// <summary>An association that stands.</summary>
    private protected async Task<DatagramClient> AssociateAsync(SockeyeServer server, string form)
    {
        var connection = await LogInAsync(server);
        var reply = await connection.RequestAsync(Request(form));
        reply.Code.ShouldBe(0, form);
        reply.Bound.Port.ShouldNotBe(0);
        if (form == Version2) await connection.SendAsync((byte[])[0, .. DatagramClient.Anywhere]);
        return Own<DatagramClient>(form switch
        {
            Plain => new PlainDatagramClient(connection, reply.Bound),
            UdpTun => new UdpTunClient(connection),
            Connected => new ConnectedDatagramClient(connection),
            _ => new UdpOverTcpClient(connection),
        });
    }
}
