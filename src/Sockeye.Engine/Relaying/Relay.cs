using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Relaying;

/// <summary>
/// Two directions, each of which closes by itself: an orderly end is passed on and the other direction goes on; a
/// reset or a truncation ends the session, after what was delivered is with the kernel.
/// </summary>
internal sealed class Relay(Session session, DuplexChannel client, DuplexChannel target)
{
    // Set once a write found a side gone: an end that is read there from then on is no orderly one, whatever it looks like.
    private volatile bool _broken;

    /// <summary>Relays until both directions have ended; the session's reason is set.</summary>
    /// <param name="readAhead">What the client sent behind its request; it goes first. Valid until the write completes.</param>
    /// <param name="releaseReadAhead">Called once those bytes are written.</param>
    public async ValueTask RunAsync(ReadOnlyMemory<byte> readAhead, Action releaseReadAhead)
    {
        session.Enter(SessionStage.Relay);
        var download = CarryAsync(target, client, session.CountFromTarget, fromClient: false);
        var upload = UploadAsync(readAhead, releaseReadAhead);
        await Task.WhenAll(upload, download);
        session.Conclude(SessionEndReason.Completed);
    }

    private async Task UploadAsync(ReadOnlyMemory<byte> readAhead, Action releaseReadAhead)
    {
        if (!readAhead.IsEmpty)
        {
            session.CountFromClient(readAhead.Length);
            var written = await target.WriteAsync(readAhead);
            releaseReadAhead();
            if (written != ChannelEnd.None)
            {
                await EndAsync(new PumpEnd(PumpSide.Sink, written), client, target, fromClient: true);
                return;
            }
        }

        await CarryAsync(client, target, session.CountFromClient, fromClient: true);
    }

    private async Task CarryAsync(DuplexChannel source, DuplexChannel sink, Action<int> count, bool fromClient)
    {
        try
        {
            await EndAsync(await RelayPump.RunAsync(source, sink, count), source, sink, fromClient);
        }
        catch
        {
            // A fault of ours: without this the other direction, and the session with it, would wait for the idle limit.
            source.Abort();
            sink.Abort();
            throw;
        }
    }

    private async ValueTask EndAsync(PumpEnd end, DuplexChannel source, DuplexChannel sink, bool fromClient)
    {
        if (end is { Side: PumpSide.Source, End: ChannelEnd.Closed } && !_broken)
        {
            if (await sink.CompleteWritesAsync() is var completed and not ChannelEnd.None)
            {
                end = new PumpEnd(PumpSide.Sink, completed);
            }
            else
            {
                session.Touch();
                session.HalfClosed = true;
                return;
            }
        }

        session.Conclude(ReasonFor(end, fromClient));
        if (end is { Side: PumpSide.Sink, End: ChannelEnd.Reset })
        {
            // Whoever closes without reading all that we sent (a refused upload) may have answered before: the kernel
            // keeps what came in front of the reset. So the direction that reads there is left to empty it; it comes to
            // the end by itself, and then here by the other way.
            _broken = true;
            return;
        }

        if (end.Side == PumpSide.Sink)
        {
            // Wakes the direction that reads there: it writes out what it holds, and then comes here by the other way.
            sink.Abort();
            return;
        }

        // All that came from the source is with the kernel. An ordinary close still sends it, and under TLS leaves out
        // close_notify, so that the peer can tell this from a proper end.
        source.Abort();
        await sink.DisposeAsync();
    }

    private static SessionEndReason ReasonFor(PumpEnd end, bool fromClient)
    {
        var clientEnded = fromClient == (end.Side == PumpSide.Source);
        return (clientEnded, end.End) switch
        {
            (true, ChannelEnd.Truncated) => SessionEndReason.ClientTruncated,
            (true, ChannelEnd.ProtocolError) => SessionEndReason.ClientProtocolError,
            (true, _) => SessionEndReason.ClientReset,
            (false, _) => SessionEndReason.TargetReset,
        };
    }
}
