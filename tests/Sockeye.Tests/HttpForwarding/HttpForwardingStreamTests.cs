using System.Security.Cryptography;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.HttpForwarding;

public sealed class HttpForwardingStreamTests
{
    private const int Large = 50 * 1024 * 1024;

    [Fact]
    public async Task Get_FiftyMegabytes_ArriveWhole()
    {
        var content = RandomNumberGenerator.GetBytes(Large);
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Large}\r\n\r\n");
            await connection.SendAsync(content);
        });
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin));
        await client.ReceiveHeadAsync();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        for (var left = Large; left > 0;)
        {
            var read = await client.Channel.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length))).AsTask().WaitAsync(ForwardingHarness.Limit);
            read.End.ShouldBe(ChannelEnd.None);
            hash.AppendData(buffer, 0, read.Bytes);
            left -= read.Bytes;
        }

        hash.GetHashAndReset().ShouldBe(SHA256.HashData(content));
        (await proxy.LineAsync(0)).BytesFromTarget.ShouldBe(Large);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_FiftyMegabytes_ArriveWhole(bool chunked)
    {
        var content = RandomNumberGenerator.GetBytes(Large);
        var digest = new TaskCompletionSource<byte[]>();
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            digest.SetResult(chunked ? await HashChunksAsync(connection) : await HashAsync(connection, Large));
            await connection.SendAsync("HTTP/1.1 204 No Content\r\n\r\n");
        });
        var client = proxy.Connect();
        var framing = chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {Large}";
        await client.SendAsync($"POST {ForwardingHarness.Url(origin)} HTTP/1.1\r\nHost: x\r\n{framing}\r\n{ForwardingHarness.Login("alice")}\r\n");
        for (var at = 0; at < Large;)
        {
            var piece = Math.Min(100_000, Large - at);
            if (chunked)
            {
                await client.SendAsync($"{piece:x}\r\n");
            }

            (await client.SendAsync(content.AsMemory(at, piece))).ShouldBe(ChannelEnd.None);
            if (chunked)
            {
                await client.SendAsync("\r\n");
            }

            at += piece;
        }

        if (chunked)
        {
            await client.SendAsync("0\r\n\r\n");
        }

        (await client.ReceiveAsync()).Status.ShouldBe(204);
        (await digest.Task.WaitAsync(ForwardingHarness.Limit)).ShouldBe(SHA256.HashData(content));
        (await proxy.LineAsync(0)).BytesFromClient.ShouldBe(Large);
    }

    [Fact]
    public async Task Get_SlowClient_HoldsTheTarget()
    {
        var sent = 0;
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {4L * Large}\r\n\r\n");
            for (var i = 0; i < 4 * Large / 65536; i++)
            {
                await connection.SendAsync(new byte[65536]);
                Volatile.Write(ref sent, (i + 1) * 65536);
            }
        });
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin));
        await client.ReceiveHeadAsync();

        // Nobody reads: when nothing has moved for a while, what is under way is bounded by the buffers.
        for (var (last, still) = (-1, 0); still < 10;)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            var now = Volatile.Read(ref sent);
            still = now == last ? still + 1 : 0;
            last = now;
        }

        client.Session.BytesFromTarget.ShouldBeLessThan(1024 * 1024);
        Volatile.Read(ref sent).ShouldBeLessThan(4 * Large);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\npart", true)]
    public async Task Get_TargetBreaksOff_DoesNotLookComplete(string beginning, bool reset)
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        var received = new TaskCompletionSource();
        await using var origin = RawOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(beginning);
            await received.Task;
            if (reset)
            {
                connection.Reset();
            }
            else
            {
                connection.Close();
            }
        });
        var client = proxy.Connect();

        // HTTP/1.0: without a length the end of the connection ends the answer, so the end itself must tell.
        await client.SendAsync($"GET {ForwardingHarness.Url(origin)} HTTP/1.0\r\n{ForwardingHarness.Login("alice")}\r\n");
        await client.ReceiveHeadAsync();
        (await client.ReceiveAsync(4)).ShouldBe("part");
        received.SetResult();
        (await client.ReceiveToEndAsync()).ShouldBe(("", ChannelEnd.Reset));
        (await client.EndAsync()).ShouldBe(SessionEndReason.TargetReset);
        (await proxy.LineAsync(0)).End.ShouldBe(SessionEndReason.TargetReset);
    }

    [Theory]
    [InlineData("Content-Length: 100", "part")]
    [InlineData("Transfer-Encoding: chunked", "4\r\npart\r\n")]
    public async Task Post_ClientResets_TargetSeesAnUnfinishedRequest(string framing, string beginning)
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        var got = new TaskCompletionSource();
        var ended = new TaskCompletionSource<string>();
        await using var origin = RawOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.ReadAsync(beginning.Length);
            got.SetResult();
            try
            {
                ended.SetResult(await connection.ReadAsync(1000));
            }
            catch (System.Net.Sockets.SocketException)
            {
                ended.SetResult("");
            }
        });
        var client = proxy.Connect();
        await client.SendAsync($"POST {ForwardingHarness.Url(origin)} HTTP/1.1\r\nHost: x\r\n{framing}\r\n{ForwardingHarness.Login("alice")}\r\n{beginning}");
        await got.Task.WaitAsync(ForwardingHarness.Limit);
        client.Channel.Abort();
        (await client.EndAsync()).ShouldBe(SessionEndReason.ClientReset);
        (await ended.Task.WaitAsync(ForwardingHarness.Limit)).ShouldBe("");
        (await proxy.LineAsync(0)).End.ShouldBe(SessionEndReason.ClientReset);
    }

    [Fact]
    public async Task Get_ClientResetsWhileTheTargetThinks_TargetIsLetGo()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        var asked = new TaskCompletionSource();
        var closed = new TaskCompletionSource();
        await using var origin = RawOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            asked.SetResult();
            try
            {
                await connection.ReadAsync(1);
            }
            finally
            {
                closed.SetResult();
            }
        });
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin));
        await asked.Task.WaitAsync(ForwardingHarness.Limit);
        client.Channel.Abort();
        await closed.Task.WaitAsync(ForwardingHarness.Limit);
        (await client.EndAsync()).ShouldBe(SessionEndReason.ClientReset);
    }

    [Fact]
    public async Task Client_ClosesWithoutAWord_IsClientClosed()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        var client = proxy.Connect("GET ");
        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.ClientClosed);
    }

    [Fact]
    public async Task Client_TruncatesBetweenRequests_IsRecordedSo()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering("HTTP/1.1 204 No Content\r\n\r\n");
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin));
        await client.ReceiveAsync();
        client.Channel.Truncate();
        (await client.EndAsync()).ShouldBe(SessionEndReason.ClientTruncated);
    }

    [Fact]
    public async Task Server_Stops_RequestInHandIsFinishedAndIdleConnectionsClose()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        var asked = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        await using var origin = RawOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            asked.SetResult();
            await go.Task;
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone");
        });
        var idle = proxy.Connect();
        var busy = proxy.Connect();
        await busy.GetAsync(ForwardingHarness.Url(origin));
        await asked.Task.WaitAsync(ForwardingHarness.Limit);
        var stopped = proxy.Server.StopAsync(TestContext.Current.CancellationToken);
        (await idle.ReceiveToEndAsync()).End.ShouldBe(ChannelEnd.Closed);
        await idle.Channel.CompleteWritesAsync();
        go.SetResult();
        (await busy.ReceiveAsync()).Body.ShouldBe("done");
        (await busy.ReceiveToEndAsync()).End.ShouldBe(ChannelEnd.Closed);
        await busy.Channel.CompleteWritesAsync();
        await stopped.WaitAsync(ForwardingHarness.Limit);
        (await busy.EndAsync()).ShouldBe(SessionEndReason.Completed);
        (await proxy.Connect().EndAsync()).ShouldBe(SessionEndReason.ServerStopped);
    }

    private static async Task<byte[]> HashAsync(OriginConnection connection, int length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (length > 0)
        {
            var bytes = await connection.ReadSomeAsync();
            hash.AppendData(bytes.Span);
            length -= bytes.Length;
            bytes.IsEmpty.ShouldBeFalse();
        }

        return hash.GetHashAndReset();
    }

    private static async Task<byte[]> HashChunksAsync(OriginConnection connection)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (true)
        {
            var line = "";
            while (!line.EndsWith("\r\n", StringComparison.Ordinal))
            {
                line += await connection.ReadAsync(1);
            }

            var length = Convert.ToInt32(line.Trim(), 16);
            for (var left = length; left > 0;)
            {
                var piece = await connection.ReadAsync(Math.Min(left, 65536));
                hash.AppendData(System.Text.Encoding.Latin1.GetBytes(piece));
                left -= piece.Length;
            }

            await connection.ReadAsync(2);
            if (length == 0)
            {
                return hash.GetHashAndReset();
            }
        }
    }
}
