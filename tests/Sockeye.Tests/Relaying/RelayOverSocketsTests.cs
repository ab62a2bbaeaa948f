using System.Net;
using System.Net.Sockets;
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
        var running = new Relay(session, engineClient, engineTarget).RunAsync(new byte[1000], () => { }).AsTask();

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
}
