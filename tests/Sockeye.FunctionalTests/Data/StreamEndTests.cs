using System.Text;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Data;

/// <summary>How each direction ends, and what that does to the other.</summary>
public abstract class StreamEndTests<TKind>(SockeyeFixture<TKind> fixture) : SharedServerTest<TKind>(fixture)
    where TKind : ITlsKind
{
    [Fact]
    public async Task ClientsEnd_ReachesTheTarget_WhichStillAnswers()
    {
        var target = Own(Targets.Digest());
        var connection = await OpenAsync(target);

        await connection.SendAsync("a question"u8.ToArray());
        await connection.EndSendingAsync();

        Encoding.ASCII.GetString(await connection.ReadToEndAsync()).ShouldStartWith("10 ");
    }

    [Fact]
    public async Task TargetsEnd_ReachesTheClient_WhichStillSends()
    {
        var received = new TaskCompletionSource<long>();
        var target = Own(Targets.Source(new TestPayload(5), received));
        var connection = await OpenAsync(target);

        (await connection.ReadToEndAsync()).Length.ShouldBe(5);
        await connection.SendAsync(new byte[1000]);
        await connection.SendAsync(new byte[1000]);
        await connection.EndSendingAsync();

        (await received.Task.WaitAsync(Limits.Event)).ShouldBe(2000);
    }

    [Fact]
    public async Task TargetsReset_AfterData_DeliversTheDataAndEndsTheClient()
    {
        var target = Own(Targets.Resets());
        var connection = await OpenAsync(target);

        await connection.SendAsync("1"u8.ToArray());
        Encoding.ASCII.GetString(await connection.ReadExactlyAsync(16)).ShouldBe("before the reset");
        await connection.SendAsync("2"u8.ToArray());

        await connection.WaitForEndAsync();
        await Server.WaitForAccessLineAsync($"localhost:{target.Port} .* TargetReset");
    }

    [Fact]
    public async Task ClientsTruncation_EndsTheTarget_AndIsRecorded()
    {
        var ended = new TaskCompletionSource<bool>();
        var target = Own(Targets.Silent(ended));
        var connection = await OpenAsync(target);

        connection.Truncate();

        await ended.Task.WaitAsync(Limits.Event);
        await Server.WaitForAccessLineAsync($"localhost:{target.Port} .* ClientTruncated");
    }

    [Fact]
    public async Task ClientsReset_EndsTheTarget_AndIsRecorded()
    {
        var ended = new TaskCompletionSource<bool>();
        var target = Own(Targets.Silent(ended));
        var connection = await OpenAsync(target);

        connection.Reset();

        await ended.Task.WaitAsync(Limits.Event);
        await Server.WaitForAccessLineAsync($"localhost:{target.Port} .* ClientReset");
    }

    private async Task<ProxyConnection> OpenAsync(TargetServer target)
    {
        var connection = await OwnAsync(Server.ConnectAsync());
        await connection.ConnectAsync(User, Password, "localhost", target.Port);
        return connection;
    }
}

public sealed class StreamEndOverOpenSslTests(SockeyeFixture<OpenSsl> fixture) : StreamEndTests<OpenSsl>(fixture);

public sealed class StreamEndOverSslStreamTests(SockeyeFixture<SslStreamKind> fixture) : StreamEndTests<SslStreamKind>(fixture);
