using System.Text;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Data;

/// <summary>However a client cuts its bytes, the same happens.</summary>
public abstract class SegmentationTests<TKind>(SockeyeFixture<TKind> fixture) : SharedServerTest<TKind>(fixture)
    where TKind : ITlsKind
{
    private static readonly byte[] Payload = "the first payload"u8.ToArray();

    [Fact]
    public async Task Socks5_AllInOneSegment_IsServed()
    {
        var target = Own(Targets.Echo());
        var connection = await OwnAsync(Server.ConnectAsync());

        await connection.SendAsync(Socks5Conversation(target.Port));

        await AssertServedAsync(connection);
    }

    [Fact]
    public async Task Socks5_OneByteAtATime_IsServed()
    {
        var target = Own(Targets.Echo());
        var connection = await OwnAsync(Server.ConnectAsync());

        foreach (var one in Socks5Conversation(target.Port))
        {
            await connection.SendAsync(new[] { one });
        }

        await AssertServedAsync(connection);
    }

    [Fact]
    public async Task HttpConnect_AllInOneSegment_IsServed()
    {
        var target = Own(Targets.Echo());
        var connection = await OwnAsync(Server.ConnectAsync());

        await connection.SendAsync((byte[])[.. HttpClientSteps.Connect($"localhost:{target.Port}", HttpClientSteps.Basic(User, Password)), .. Payload]);

        (await connection.ReadHeadAsync()).Status.ShouldBe(200);
        (await connection.ReadExactlyAsync(Payload.Length)).ShouldBe(Payload);
    }

    [Fact]
    public async Task HttpConnect_OneByteAtATime_IsServed()
    {
        var target = Own(Targets.Echo());
        var connection = await OwnAsync(Server.ConnectAsync());

        foreach (var one in HttpClientSteps.Connect($"localhost:{target.Port}", HttpClientSteps.Basic(User, Password)).Concat(Payload))
        {
            await connection.SendAsync(new[] { one });
        }

        (await connection.ReadHeadAsync()).Status.ShouldBe(200);
        (await connection.ReadExactlyAsync(Payload.Length)).ShouldBe(Payload);
    }

    [Fact]
    public async Task TargetThatSpeaksFirst_IsHeardOnlyBehindTheReply()
    {
        var target = Own(Targets.SpeaksFirst("220 at your service"));
        for (var round = 0; round < 10; round++)
        {
            await using var connection = await Server.ConnectAsync();
            await connection.SendAsync(Socks5Conversation(target.Port));

            (await connection.ReadExactlyAsync(4)).ShouldBe([5, 2, 1, 0]);
            (await connection.ReadReplyAsync()).Code.ShouldBe(0);
            Encoding.ASCII.GetString(await connection.ReadExactlyAsync(19)).ShouldBe("220 at your service");
        }
    }

    [Fact]
    public async Task Reply_CarriesTheOutgoingAddress()
    {
        var target = Own(Targets.Echo());
        var connection = await OwnAsync(Server.ConnectAsync());

        var reply = await connection.ConnectAsync(User, Password, "127.0.0.1", target.Port);

        reply.Bound.Address.ShouldBe(System.Net.IPAddress.Loopback);
        reply.Bound.Port.ShouldBeGreaterThan(0);
    }

    private static byte[] Socks5Conversation(int port) =>
        [.. Socks5Messages.Greeting(0, 2), .. Socks5Messages.Login(User, Password), .. Socks5Messages.Request("localhost", port), .. Payload];

    private static async Task AssertServedAsync(ProxyConnection connection)
    {
        (await connection.ReadExactlyAsync(4)).ShouldBe([5, 2, 1, 0]);
        (await connection.ReadReplyAsync()).Code.ShouldBe(0);
        (await connection.ReadExactlyAsync(Payload.Length)).ShouldBe(Payload);
    }
}

public sealed class SegmentationOverOpenSslTests(SockeyeFixture<OpenSsl> fixture) : SegmentationTests<OpenSsl>(fixture);

public sealed class SegmentationOverSslStreamTests(SockeyeFixture<SslStreamKind> fixture) : SegmentationTests<SslStreamKind>(fixture);
