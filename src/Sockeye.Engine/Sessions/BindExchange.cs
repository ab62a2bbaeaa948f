using Sockeye.Core.Net;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Sessions;

/// <summary>
/// BIND between the request and the relay (RFC 1928 sections 4 and 6): a port, the first reply, the wait for the peer, the
/// second reply, which is the caller's. A client that goes away meanwhile takes its port with it.
/// </summary>
internal sealed class BindExchange(Session session, SessionServices services, InboundConversation conversation, DuplexChannel client, SessionInput input, BindOptions options)
{
    /// <summary>A wait for the client's bytes that is still under way: the relay goes on with it.</summary>
    public Task? PendingRead { get; private set; }

    /// <summary>The peer's connection, or why there is none; null where the client is gone and the session's reason is set.</summary>
    public async ValueTask<DialResult?> RunAsync(Destination peer)
    {
        var (port, error) = await SessionDial.BindAsync(session, services.Router, peer, client.LocalEndPoint?.Address, options);
        if (port is null)
        {
            return DialResult.Failed(error!);
        }

        await using (port)
        {
            session.Enter(SessionStage.Bind);
            await conversation.AcceptRequestAsync(port.EndPoint);
            return await AcceptAsync(port);
        }
    }

    private async ValueTask<DialResult?> AcceptAsync(BoundPort port)
    {
        var home = HomeThread.Current;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(session.Cancellation);
        var accepting = port.AcceptAsync(leaving.Token).AsTask();

        // What the client sends ahead waits for the relay, and is watched no longer.
        while (input.ReadAhead.IsEmpty && !accepting.IsCompleted)
        {
            var reading = client.WaitToReadAsync().AsTask();
            await Task.WhenAny(accepting, reading);
            await home;
            if (!reading.IsCompleted)
            {
                PendingRead = reading;
                break;
            }

            if (await input.ReadAheadNowAsync() != ChannelEnd.None)
            {
                await leaving.CancelAsync();
                if ((await accepting).Channel is { } nobodys) await nobodys.DisposeAsync();
                session.Conclude(input.EndReason);
                return null;
            }
        }

        var accepted = await accepting;
        await home;
        return accepted;
    }
}
