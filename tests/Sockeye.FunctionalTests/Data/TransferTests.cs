using System.Security.Cryptography;
using System.Text;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Data;

/// <summary>A hundred megabytes each way, by digest, and what is counted for it.</summary>
public abstract class TransferTests<TKind>(SockeyeFixture<TKind> fixture) : SharedServerTest<TKind>(fixture)
    where TKind : ITlsKind
{
    private const long LengthBytes = 100_000_003;

    [Theory]
    [InlineData("socks5")]
    [InlineData("connect")]
    public async Task Upload_OfAHundredMegabytes_ArrivesWhole(string protocol)
    {
        var target = Own(Targets.Digest());
        var connection = await OpenAsync(protocol, target.Port);
        var payload = new TestPayload(LengthBytes);

        foreach (var part in payload.Parts())
        {
            await connection.SendAsync(part);
        }

        await connection.EndSendingAsync();
        Encoding.ASCII.GetString(await connection.ReadToEndAsync(Limits.Transfer)).ShouldBe($"{LengthBytes} {payload.Digest()}");
        await Server.WaitForAccessLineAsync($"{protocol} localhost:{target.Port} .*up={LengthBytes} down=\\d+ .* Completed");
    }

    [Theory]
    [InlineData("socks5")]
    [InlineData("connect")]
    public async Task Download_OfAHundredMegabytes_ArrivesWhole(string protocol)
    {
        var payload = new TestPayload(LengthBytes);
        var target = Own(Targets.Source(payload));
        var connection = await OpenAsync(protocol, target.Port);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[256 * 1024];
        long total = 0;
        while (await connection.ReadAsync(buffer) is > 0 and var count)
        {
            hash.AppendData(buffer, 0, count);
            total += count;
        }

        total.ShouldBe(LengthBytes);
        Convert.ToHexString(hash.GetHashAndReset()).ShouldBe(payload.Digest());
        await connection.EndSendingAsync();
        await Server.WaitForAccessLineAsync($"{protocol} localhost:{target.Port} .*up=0 down={LengthBytes} .* Completed");
    }

    private async Task<ProxyConnection> OpenAsync(string protocol, int targetPort)
    {
        var connection = await OwnAsync(Server.ConnectAsync());
        if (protocol == "socks5")
        {
            await connection.ConnectAsync(User, Password, "localhost", targetPort);
        }
        else
        {
            await connection.ConnectHttpAsync(User, Password, $"localhost:{targetPort}");
        }

        return connection;
    }
}

public sealed class TransferOverOpenSslTests(SockeyeFixture<OpenSsl> fixture) : TransferTests<OpenSsl>(fixture);

public sealed class TransferOverSslStreamTests(SockeyeFixture<SslStreamKind> fixture) : TransferTests<SslStreamKind>(fixture);
