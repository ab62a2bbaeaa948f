using System.Net;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Listening;

/// <summary>From an accepted socket to a session that is over: PROXY header, TLS, the session, its one log line, everything given back.</summary>
/// <remarks>docs/life-of-a-connection.md, steps 2 to 4 and 11.</remarks>
internal sealed class SessionStarter(SessionRegistry registry, ConnectionLimiter limiter, SessionServices services)
{
    private readonly SessionRunner _runner = new(services);

    /// <summary>Runs one connection; takes the socket and the lease. Never throws.</summary>
    public async Task RunAsync(SocketPort socket, Inbound inbound)
    {
        var peer = socket.RemoteEndPoint ?? new IPEndPoint(IPAddress.None, 0); // gone already: its first read will say so
        var session = registry.Begin(inbound.Tag, peer);
        session.OpenAccess = inbound.OpenAccess;
        try
        {
            await using var channel = await OpenAsync(session, socket, inbound);
            if (channel is not null)
            {
                session.AttachClient(channel);
                session.Tls = channel.Tls;
                if (await _runner.OpenAsync(session, channel, inbound) is { } relay) await relay.RunAsync();
            }
        }
        catch (OperationCanceledException) when (session.Cancellation.IsCancellationRequested)
        {
            // ended from outside, and the reason stands already
        }
#pragma warning disable CA1031 // the last line of defence: a fault of ours ends one session, not the server
        catch (Exception exception)
#pragma warning restore CA1031
        {
            session.Conclude(SessionEndReason.InternalError);
            EngineLog.SessionFault(services.Logger, exception, session.Id);
        }
        finally
        {
            Finish(session);
        }
    }

    private async ValueTask<DuplexChannel?> OpenAsync(Session session, SocketPort socket, Inbound inbound)
    {
        var readAhead = ReadOnlyMemory<byte>.Empty;
        if (ProxyHeaderReader.IsDueFrom(session.ClientEndPoint.Address, inbound.ProxyProtocolFrom))
        {
            session.Enter(SessionStage.ProxyHeader);
            if (await ProxyHeaderReader.ReadAsync(socket, session.Cancellation) is not var (header, rest))
            {
                session.Conclude(SessionEndReason.ProxyHeaderInvalid);
                socket.Dispose();
                return null;
            }

            session.ClientEndPoint = header.Source ?? session.ClientEndPoint;
            readAhead = rest;
        }

        if (inbound.Tls is null)
        {
            return new SocketChannel(socket, readAhead);
        }

        session.Enter(SessionStage.Tls);
        var handshake = await inbound.Tls.AcceptAsync(socket, readAhead, session.Cancellation);
        if (handshake.IsEstablished)
        {
            return handshake.Channel;
        }

        session.EndDetail = handshake.Message;
        if (handshake.IsChallenge)
        {
            session.Conclude(SessionEndReason.ChallengeAnswered);
            EngineLog.ChallengeAnswered(services.Logger, inbound.Tag, handshake.Message, session.ClientEndPoint);
            return null;
        }

        session.Conclude(SessionEndReason.TlsFailed);
        EngineLog.HandshakeFailed(services.Logger, session.Id, handshake.Message);
        return null;
    }

    private void Finish(Session session)
    {
        try
        {
            session.LeaveStage();
            var entry = AccessLogEntry.ForSession(session);
            services.Metrics.CountEnd(session, entry.Stages);
            services.AccessLog.Write(entry);
        }
#pragma warning disable CA1031 // whoever listens to the measurements may fail: the place in the registry and the lease come back all the same
        catch (Exception exception)
#pragma warning restore CA1031
        {
            EngineLog.SessionFault(services.Logger, exception, session.Id);
        }
        finally
        {
            session.Dispose();
            registry.Finish(session);
            limiter.Release();
        }
    }
}
