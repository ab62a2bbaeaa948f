using Sockeye.Core.Routing;
using Sockeye.Core.Socks5;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Relaying;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Sessions;

/// <summary>The way of one session inside its channel: first byte, login, request, route, dial, answer, relay.</summary>
/// <remarks>docs/life-of-a-connection.md, steps 5 to 10, in this order.</remarks>
internal sealed class SessionRunner(SessionServices services)
{
    /// <summary>Runs the session to its end; its reason is set. Never throws for what a peer does.</summary>
    public async ValueTask RunAsync(Session session, DuplexChannel client, InboundProtocols protocols)
    {
        using var input = new SessionInput(client);
        session.Enter(SessionStage.Login);

        var (conversation, refusal) = await ProtocolDetection.DetectAsync(client, input, protocols);
        if (conversation is null)
        {
            if (refusal == SessionEndReason.None)
            {
                await ServeHttpAsync(session, client, input);
                return;
            }

            session.Conclude(refusal);
            return;
        }

        session.Protocol = conversation.Protocol;
        if (await LogInAsync(session, conversation)
            && await ReadRequestAsync(session, conversation) is { } request
            && await DialAsync(session, conversation, request) is { } dialed)
        {
            await using var target = dialed.Channel!;
            session.AttachTarget(target);
            await conversation.AcceptRequestAsync(dialed);
            await new Relay(session, client, target).RunAsync(input.ReadAhead, input.Release);
            return;
        }

        if (session.EndReason is SessionEndReason.AuthenticationOverloaded or SessionEndReason.ClientClosed or SessionEndReason.ClientReset)
        {
            return; // nothing was sent, or nobody is there to read it
        }

        input.Release();
        await LingeringClose.RunAsync(session, client);
    }

    private async ValueTask<bool> LogInAsync(Session session, InboundConversation conversation)
    {
        var (credentials, end) = await conversation.ReadCredentialsAsync();
        if (credentials is null)
        {
            session.Conclude(end);
            return false;
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

    private async ValueTask<InboundRequest?> ReadRequestAsync(Session session, InboundConversation conversation)
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
        var refusal = RefusalOf(request, session.User!);
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

    private static SessionEndReason RefusalOf(InboundRequest request, User user)
    {
        if (request.Command != Socks5Command.Connect || ReservedUdpNames.Contains(request.Destination))
        {
            return SessionEndReason.CommandNotSupported;
        }

        return user.Commands.HasFlag(UserCommands.Connect) ? SessionEndReason.None : SessionEndReason.CommandNotAllowed;
    }

    private async ValueTask<DialResult?> DialAsync(Session session, InboundConversation conversation, InboundRequest request)
    {
        session.Enter(SessionStage.Dial);
        var result = await SessionDial.DialAsync(session, services.Router, request.Destination);
        if (result.IsConnected)
        {
            return result;
        }

        session.EndDetail = result.Error.Message;
        session.Conclude(SessionEndReason.DialFailed);
        services.Metrics.CountDialFailure(result.Error);
        await conversation.RefuseRequestAsync(result.Error);
        return null;
    }

    private async ValueTask ServeHttpAsync(Session session, DuplexChannel client, SessionInput input)
    {
        session.Protocol = "http";
        session.Conclude(await services.HttpRequests.ServeAsync(session, client, input.ReadAhead));
    }
}
