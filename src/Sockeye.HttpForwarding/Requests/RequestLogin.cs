using Microsoft.AspNetCore.Http;
using Sockeye.Core;
using Sockeye.Core.Http;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Sessions;
using Sockeye.HttpForwarding.Clients;

namespace Sockeye.HttpForwarding.Requests;

/// <summary>Every request is authenticated for itself (RFC 9110 section 11.7, RFC 7617); the session belongs to its newest user.</summary>
internal sealed class RequestLogin(Authenticator authenticator)
{
    /// <summary>The user, or null where the request has been answered.</summary>
    public async ValueTask<User?> SignInAsync(HttpContext context, SessionConnection client)
    {
        if (client.Session.OpenAccess is { } access)
        {
            SignIn(client.Session, access.User);
            return access.User;
        }

        var header = context.Request.Headers.ProxyAuthorization;
        if (header.Count != 1 || !BasicCredentials.TryParse(header.ToString(), out var credentials) || credentials is null)
        {
            // No failed login: browsers begin so, and repeat the request on this connection.
            client.Verdict.CredentialsMissing();
            await RefusalPage.WriteAsync(context, StatusCodes.Status407ProxyAuthenticationRequired, RefusalPage.CredentialsNeeded);
            return null;
        }

        var session = client.Session;
        var result = await authenticator.AuthenticateAsync(credentials, session.ClientEndPoint.Address, context.RequestAborted);
        switch (result.Outcome)
        {
            case AuthenticationOutcome.Accepted:
                SignIn(session, result.User!);
                return result.User;
            case AuthenticationOutcome.Overloaded:
                client.Verdict.Conclude(SessionEndReason.AuthenticationOverloaded);
                context.Abort();
                return null;
            default:
                session.RefusedUserName = credentials.UserName;
                client.Verdict.Conclude(SessionEndReason.AuthenticationFailed);
                await RefusalPage.WriteAsync(context, StatusCodes.Status407ProxyAuthenticationRequired, RefusalPage.CredentialsNeeded, close: true);
                return null;
        }
    }

    private static void SignIn(Session session, User user)
    {
        var isFirst = session.User is null;
        session.SignIn(user);
        if (isFirst)
        {
            session.Enter(SessionStage.Relay); // from here on the idle limit holds, no longer the login's
        }
    }
}
