using System.Security.Cryptography;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Robustness;

/// <summary>Clients that mean no good, or are broken.</summary>
public abstract class HostileClientTests<TKind> : FunctionalTest
    where TKind : ITlsKind
{
    private static readonly TestUser Alice = new("alice", "correct-horse-battery");
    private SockeyeServer _server = null!;

    [Fact]
    public async Task Garbage_OnTwoHundredConnections_HarmsNobody()
    {
        for (var round = 0; round < 150; round++)
        {
            await using var plain = await ProxyConnection.OpenPlainAsync(_server.Port);
            await IgnoreAsync(plain.SendAsync(RandomNumberGenerator.GetBytes(1 + (round * 7))));
            if (round % 3 == 0)
            {
                plain.Reset();
            }
            else if (round % 3 == 1)
            {
                await plain.WaitForEndAsync();
            }
        }

        for (var round = 0; round < 50; round++)
        {
            await using var inside = await _server.ConnectAsync();
            await IgnoreAsync(inside.SendAsync(RandomNumberGenerator.GetBytes(1 + (round * 100))));
        }

        await AssertServesAsync();
    }

    [Theory]
    [InlineData("before TLS")]
    [InlineData("after TLS")]
    [InlineData("in the greeting")]
    [InlineData("in the login")]
    [InlineData("in an HTTP head")]
    public async Task Slowness_BeforeTheLogin_IsLetGoAtTheHandshakeLimit(string where)
    {
        var connection = await OwnAsync(where == "before TLS" ? ProxyConnection.OpenPlainAsync(_server.Port) : _server.ConnectAsync());
        byte[] sent = where switch
        {
            "in the greeting" => [5, 3, 2],
            "in the login" => [.. Socks5Messages.Greeting(2), 1, 5, (byte)'a'],
            "in an HTTP head" => "CONNECT example.com:443 HTTP/1.1\r\nHost: "u8.ToArray(),
            _ => [],
        };
        if (sent.Length > 0)
        {
            await connection.SendAsync(sent);
        }

        await connection.WaitForEndAsync(TimeSpan.FromSeconds(6));
        await _server.WaitForAccessLineAsync("HandshakeTimeout");
    }

    [Fact]
    public async Task Slowness_BetweenLoginAndRequest_IsLetGoAtTheRequestLimit()
    {
        var connection = await OwnAsync(_server.ConnectAsync());
        await connection.LogInAsync(Alice.Name, Alice.Password);

        await connection.WaitForEndAsync(TimeSpan.FromSeconds(6));
        await _server.WaitForAccessLineAsync("RequestTimeout");
    }

    [Fact]
    public async Task Silence_InARelay_IsEndedAtTheIdleLimit()
    {
        var target = Own(Targets.Silent());
        var connection = await OwnAsync(_server.ConnectAsync());
        await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);

        await connection.WaitForEndAsync(TimeSpan.FromSeconds(8));
        await _server.WaitForAccessLineAsync("IdleTimeout");
    }

    private protected override async ValueTask StartAsync() => _server = await OwnAsync(SockeyeServer.StartAsync(
        ServerConfiguration.Of<TKind>().WithTimeout("handshake", "3s").WithTimeout("request", "1s").WithTimeout("idle", "2s"), Alice));

    private async Task AssertServesAsync()
    {
        var target = Own(Targets.Echo());
        var connection = await OwnAsync(_server.ConnectAsync());
        await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);
        await connection.SendAsync("as ever"u8.ToArray());
        (await connection.ReadExactlyAsync(7)).ShouldBe("as ever"u8.ToArray());
    }

    /// <summary>The server may have closed first.</summary>
    private static async Task IgnoreAsync(Task sending)
    {
        try
        {
            await sending;
        }
        catch (IOException)
        {
            // as it should
        }
    }
}

public sealed class HostileClientOverOpenSslTests : HostileClientTests<OpenSsl>;

public sealed class HostileClientOverSslStreamTests : HostileClientTests<SslStreamKind>;
