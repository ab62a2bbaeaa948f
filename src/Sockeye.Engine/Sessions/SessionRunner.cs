using Sockeye.Core;
using Sockeye.Core.Routing;
using Sockeye.Core.Socks5;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Listening;
using Sockeye.Engine.Relaying;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Sessions;

/// <summary>The way of one session inside its channel: first byte, login, request, route, dial, answer, relay.</summary>
/// <remarks>docs/life-of-a-connection.md, steps 5 to 10, in this order.</remarks>
internal sealed class SessionRunner(SessionServices services)
{
    /// <summary>
    /// Leads the session to its relay, which is the caller's to run: what only the way there needs is gone by then. Null
    /// where it is over without one; its reason is set. Never throws for what a peer does.
    /// </summary>
    public async ValueTask<ISessionRelay?> OpenAsync(Session session, DuplexChannel client, Inbound inbound)
    {
        var input = new SessionInput(client);
        ISessionRelay? relay = null;
        try
        {
            session.Enter(SessionStage.Login);
            var (conversation, refusal) = await ProtocolDetection.DetectAsync(client, input, inbound.Protocols);
            if (conversation is not null)
            {
                session.Protocol = conversation.Protocol;
                conversation.IsOpen = session.OpenAccess is not null;
                relay = await ConverseAsync(session, client, conversation, input, inbound);
            }
            else if (refusal == SessionEndReason.None)
            {
                await ServeHttpAsync(session, client, input);
            }
            else
            {
                session.Conclude(refusal);
            }

            return relay;
        }
        finally
        {
            if (relay is null) input.Dispose();
        }
    }

    private async ValueTask<ISessionRelay?> ConverseAsync(
        Session session, DuplexChannel client, InboundConversation conversation, SessionInput input, Inbound inbound)
    {
        BindExchange? bind = null;
        if (await LogInAsync(session, conversation) && await ReadRequestAsync(session, conversation, inbound) is { } request)
        {
            if (request.Command == Socks5Command.Bind) bind = new BindExchange(session, services, conversation, client, input, inbound.Bind!);
            var relay = request.Network == Network.Udp
                ? await new UdpExchange(session, services, conversation, client, input, inbound.Udp).RunAsync(request)
                : await ConnectAsync(session, client, conversation, input, request, bind);
            if (relay is not null)
            {
                return relay;
            }
        }

        if (session.EndReason is not (SessionEndReason.AuthenticationOverloaded or SessionEndReason.ClientClosed or SessionEndReason.ClientReset))
        {
            // A refusal was sent, and somebody may be there to read it.
            input.Release();
            await LingeringClose.RunAsync(session, client, bind?.PendingRead);
        }

        return null;
    }

    private async ValueTask<Relay?> ConnectAsync(
        Session session, DuplexChannel client, InboundConversation conversation, SessionInput input, InboundRequest request, BindExchange? bind)
    {
        if (await DialAsync(session, conversation, request, bind) is not { Channel: { } target } dialed)
        {
            return null;
        }

        try
        {
            session.AttachTarget(target);
            await conversation.AcceptRequestAsync(dialed.BoundEndPoint);
            return new Relay(session, client, target, input.WithBytes(), bind?.PendingRead);
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    private async ValueTask<bool> LogInAsync(Session session, InboundConversation conversation)
    {
        var (credentials, end) = await conversation.ReadCredentialsAsync();
        if (credentials is null)
        {
            session.Conclude(end);
            return false;
        }

        if (session.OpenAccess is { } access)
        {
            session.SignIn(access.User);
            await conversation.AcceptCredentialsAsync();
            return true;
        }

        var home = HomeThread.Current;
        var result = await services.Authenticator.AuthenticateAsync(credentials, session.ClientEndPoint.Address, session.Cancellation);
        await home; // a hash is done elsewhere
        if (result.IsAccepted)
        {
            session.SignIn(result.User);
            await conversation.AcceptCredentialsAsync();
            return true;
        }

        session.RefusedUserName = credentials.UserName;
        if (result.Outcome == AuthenticationOutcome.Overloaded)
        {
            session.Conclude(SessionEndReason.AuthenticationOverloaded);
            return false;
        }

        session.Conclude(SessionEndReason.AuthenticationFailed);
        await conversation.RefuseCredentialsAsync();
        return false;
    }

    private async ValueTask<InboundRequest?> ReadRequestAsync(Session session, InboundConversation conversation, Inbound inbound)
    {
        session.Enter(SessionStage.Request);
        var (request, end) = await conversation.ReadRequestAsync();
        if (request is null)
        {
            session.Conclude(end);
            return null;
        }

        session.Destination = request.Destination;
        SignInAgain(session);
        var refusal = RefusalOf(request, session.User!, inbound);
        if (refusal == SessionEndReason.None)
        {
            return request;
        }

        session.Conclude(refusal);
        await conversation.RefuseCommandAsync(refusal);
        return null;
    }

    // A client may have waited for minutes since its login: his commands and his upstream are those of now.
    private void SignInAgain(Session session)
    {
        if (services.Authenticator.FindCurrent(session.User!) is { } user)
        {
            session.SignIn(user);
            return;
        }

        session.End(SessionEndReason.UserRevoked);
        session.Cancellation.ThrowIfCancellationRequested();
    }

    private static SessionEndReason RefusalOf(InboundRequest request, User user, Inbound inbound)
    {
        var needed = request.Command switch
        {
            Socks5Command.Connect when request.Network == Network.Tcp => UserCommands.Connect,
            Socks5Command.Bind when inbound.Bind is not null => UserCommands.Bind,
            Socks5Command.UdpAssociate when inbound.Udp.Plain => UserCommands.Udp,
            Socks5Command.Connect or Socks5Command.UdpTunnel when inbound.Udp.Tunnel => UserCommands.Udp,
            _ => UserCommands.None,
        };
        return needed == UserCommands.None ? SessionEndReason.CommandNotSupported
            : user.Commands.HasFlag(needed) ? SessionEndReason.None
            : SessionEndReason.CommandNotAllowed;
    }

    private async ValueTask<DialResult?> DialAsync(Session session, InboundConversation conversation, InboundRequest request, BindExchange? bind)
    {
        session.Enter(SessionStage.Dial);
        var result = bind is null
            ? await SessionDial.DialAsync(session, services.Router, request.Destination)
            : await bind.RunAsync(request.Destination);
        if (result?.Bypassed is { } upstream)
        {
            session.Fallback = WellKnownOutbounds.Direct;
            services.Metrics.CountFallback(upstream);
        }

        if (result is null || result.IsConnected)
        {
            return result;
        }

        await DialRefusal.TellAsync(session, services, conversation, result.Error);
        return null;
    }

    private async ValueTask ServeHttpAsync(Session session, DuplexChannel client, SessionInput input)
    {
        session.Protocol = "http";
        session.Conclude(await services.HttpRequests.ServeAsync(session, client, input.ReadAhead));
    }
}
