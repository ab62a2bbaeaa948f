using System.Net;
using System.Net.Sockets;
using Sockeye.Core;
using Sockeye.Engine.Relaying;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Relaying;

/// <summary>What only a kernel does.</summary>
public sealed class RelayOverSocketsTests
{
    [Fact]
    public async Task TargetAnswersAndClosesWithoutReadingTheUpload_TheAnswerArrives()
    {
        var answer = new byte[20_000]; // what the kernel has delivered before the reset
        Random.Shared.NextBytes(answer);
        var (clientAccepted, client) = await Loopback.PairAsync();
        var (targetAccepted, target) = await Loopback.PairAsync();
        var registry = new SessionRegistry(new SessionClock(TimeProvider.System));
        var session = registry.Begin("in", new IPEndPoint(IPAddress.Loopback, 1));
        await using var engineClient = new SocketChannel(clientAccepted.Polled());
        await using var engineTarget = new SocketChannel(target.Polled());

        // The upload waits unread at the target, whose close then resets; behind the reset the engine writes again.
        await target.SendAsync(new byte[1000]);
        await targetAccepted.SendAsync(answer);
        targetAccepted.Dispose();
        await client.SendAsync(new byte[1000]);
        var readAhead = await ReadAheadAsync(engineClient);
        var running = new Relay(session, engineClient, engineTarget, readAhead).RunAsync().AsTask();

        var received = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await client.ReceiveAsync(buffer).Limited() is > 0 and var count)
        {
            received.Write(buffer, 0, count);
        }

        received.ToArray().AsSpan().SequenceEqual(answer).ShouldBeTrue();
        client.Dispose();
        await running.Limited();
        session.EndReason.ShouldBe(SessionEndReason.TargetReset);
    }

    /// <summary>What a client sent behind a request of one byte.</summary>
    private static async Task<SessionInput> ReadAheadAsync(DuplexChannel client)
    {
        SessionInput input = new(client);
        (await input.ReadAsync<byte>(OneByte).Limited()).Status.ShouldBe(ParseStatus.Done);
        input.ReadAhead.Length.ShouldBe(999);
        return input;
    }

    private static ParseStatus OneByte(ReadOnlySpan<byte> bytes, out byte value, out int consumed)
    {
        (value, consumed) = (bytes[0], 1);
        return ParseStatus.Done;
    }
}
