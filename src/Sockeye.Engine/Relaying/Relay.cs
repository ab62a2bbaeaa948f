using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Relaying;

/// <summary>
/// Two directions, each of which closes by itself: an orderly end is passed on and the other direction goes on; a
/// reset or a truncation ends the session, after what was delivered is with the kernel.
/// </summary>
/// <remarks>
/// What lives as long as an idle session lives here: one object, its run and its two directions. The messages that led to
/// it are gone (docs/performance.md, the memory of an idle connection).
/// </remarks>
/// <param name="session">Whose bytes they are.</param>
/// <param name="client">The client's side; stays its owner's.</param>
/// <param name="target">The other side; the relay's from now on.</param>
/// <param name="readAhead">What the client sent behind its request, which goes first; or null. The relay's from now on.</param>
/// <param name="pendingRead">A wait for the client's bytes that is under way already, or null.</param>
internal sealed class Relay(Session session, DuplexChannel client, DuplexChannel target, SessionInput? readAhead, Task? pendingRead = null) : ISessionRelay
{
    private SessionInput? _readAhead = readAhead;
    private Task? _pendingRead = pendingRead;

    // Set once a write found a side gone: an end that is read there from then on is no orderly one, whatever it looks like.
    private volatile bool _broken;

    /// <summary>Relays until both directions have ended; the session's reason is set.</summary>
    public async ValueTask RunAsync()
    {
        session.Enter(SessionStage.Relay);
        try
        {
            var download = CarryAsync(fromClient: false);
            var upload = CarryAsync(fromClient: true);
            try
            {
                await upload;
            }
            finally
            {
                await download;
            }

            session.Conclude(SessionEndReason.Completed);
        }
        finally
        {
            ReleaseReadAhead();
            await target.DisposeAsync();
        }
    }

    /// <summary>Carries one direction until it ends, and passes its end on. Owns a buffer only while there are bytes in it.</summary>
    private async Task CarryAsync(bool fromClient)
    {
        var source = fromClient ? client : target;
        var sink = fromClient ? target : client;
        try
        {
            RelayEnd end = default;
            if (fromClient && _readAhead is not null) end = await WriteReadAheadAsync();
            var size = RelayBuffer.SmallestBytes;
            TurnMeter turn = default;
            if (fromClient && _pendingRead is { } pending)
            {
                _pendingRead = null;
                await pending;
            }

            while (end.End == ChannelEnd.None)
            {
                var wait = source.WaitToReadAsync();
                if (!wait.IsCompleted) turn.Waited();
                await wait;
                bool isTurnOver;
                var buffer = CountedBufferPool.Rent(size);
                try
                {
                    var read = await source.ReadNowAsync(buffer);
                    isTurnOver = turn.IsOver(read.Bytes);
                    if (read.Bytes > 0)
                    {
                        Count(fromClient, read.Bytes);
                        size = RelayBuffer.NextSize(size, read.Bytes);
                        end = new(RelaySide.Sink, await sink.WriteAsync(buffer.AsMemory(0, read.Bytes)));
                    }
                    else
                    {
                        // An end, or woken for nothing that could be read yet.
                        end = new(RelaySide.Source, read.End);
                    }
                }
                finally
                {
                    CountedBufferPool.Return(buffer);
                }

                // The polling thread goes back to its other sessions; this one goes on behind those that wait for a turn.
                if (isTurnOver && end.End == ChannelEnd.None) await Turn.Yield();
            }

            await EndAsync(end, source, sink, fromClient);
        }
        catch
        {
            // A fault of ours: without this the other direction, and the session with it, would wait for the idle limit.
            source.Abort();
            sink.Abort();
            throw;
        }
    }

    private async ValueTask<RelayEnd> WriteReadAheadAsync()
    {
        var bytes = _readAhead!.ReadAhead;
        session.CountFromClient(bytes.Length);
        var written = await target.WriteAsync(bytes);
        ReleaseReadAhead();
        return new(RelaySide.Sink, written);
    }

    private void ReleaseReadAhead()
    {
        _readAhead?.Dispose();
        _readAhead = null;
    }

    private void Count(bool fromClient, int bytes)
    {
        if (fromClient) session.CountFromClient(bytes);
        else session.CountFromTarget(bytes);
    }

    private async ValueTask EndAsync(RelayEnd end, DuplexChannel source, DuplexChannel sink, bool fromClient)
    {
        if (end is { Side: RelaySide.Source, End: ChannelEnd.Closed } && !_broken)
        {
            if (await sink.CompleteWritesAsync() is var completed and not ChannelEnd.None)
            {
                end = new RelayEnd(RelaySide.Sink, completed);
            }
            else
            {
                session.Touch();
                session.ClientEnded |= fromClient;
                session.HalfClosed = true;
                return;
            }
        }

        session.Conclude(ReasonFor(end, fromClient));
        if (end is { Side: RelaySide.Sink, End: ChannelEnd.Reset })
        {
            // Whoever closes without reading all that we sent (a refused upload) may have answered before: the kernel
            // keeps what came in front of the reset. So the direction that reads there is left to empty it; it comes to
            // the end by itself, and then here by the other way.
            _broken = true;
            return;
        }

        if (end.Side == RelaySide.Sink)
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

    private static SessionEndReason ReasonFor(RelayEnd end, bool fromClient)
    {
        var clientEnded = fromClient == (end.Side == RelaySide.Source);
        return (clientEnded, end.End) switch
        {
            (true, ChannelEnd.Truncated) => SessionEndReason.ClientTruncated,
            (true, ChannelEnd.ProtocolError) => SessionEndReason.ClientProtocolError,
            (true, _) => SessionEndReason.ClientReset,
            (false, _) => SessionEndReason.TargetReset,
        };
    }
}
