using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Sockeye.Engine.Transport.Sockets;
using Sockeye.Engine.Transport.Sockets.Polling;

namespace Sockeye.Tests.Transport.Polling;

public sealed class PolledListenerTests
{
    [Fact]
    public async Task Accepted_WithBytesWaitingAlready_GoesOnOnItsOwnThread()
    {
        const int Clients = 20;
        PolledSocketSource source = new(threads: 2);
        using var listener = source.Listen(new(IPAddress.Loopback, 0), 64);
        List<Socket> clients = [];
        for (var i = 0; i < Clients; i++)
        {
            Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(listener.EndPoint);
            await client.SendAsync(new byte[1]);
            clients.Add(client);
        }

        ConcurrentBag<PollingThread?> threads = [];
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        source.LeastLoaded().Post(Continuation.Of(() => _ = AcceptAllAsync()));
        await done.Task.Limited();

        // The listening socket is one of its thread's own.
        threads.GroupBy(thread => thread).Select(group => group.Count()).Order().ShouldBe([(Clients / 2) - 1, (Clients / 2) + 1]);
        clients.ForEach(client => client.Dispose());

        async Task AcceptAllAsync()
        {
            for (var i = 0; i < Clients; i++) _ = BeginAsync((await listener.AcceptAsync()).Port!);
        }

        async Task BeginAsync(SocketPort port)
        {
            await port.WaitToReceiveAsync();
            threads.Add(PollingThread.Current);
            if (threads.Count == Clients) done.SetResult();
        }
    }
}
