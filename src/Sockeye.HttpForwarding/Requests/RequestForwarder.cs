using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sockeye.Core;
using Sockeye.Core.Routing;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Routing;
using Sockeye.Engine.Sessions;
using Sockeye.HttpForwarding.Clients;
using Sockeye.HttpForwarding.Forwarding;
using Sockeye.HttpForwarding.Targets;
using Yarp.ReverseProxy.Forwarder;

namespace Sockeye.HttpForwarding.Requests;

/// <summary>Sends a request of a signed-in user on to its target, and notes what became of it.</summary>
internal sealed class RequestForwarder(
    Router router, TargetPoolTable pools, IHttpForwarder forwarder, IAccessLog accessLog, TimeProvider time)
{
    // Required by the forwarder, which uses it only where the transformer sets no address; ours always does.
    private const string UnusedPrefix = "http://unused";

    private static readonly ForwarderRequestConfig Settings = new()
    {
        Version = System.Net.HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = Timeout.InfiniteTimeSpan, // the session's idle limit holds
    };

    /// <summary>Routes, forwards, answers where the target does not, and writes the request's line.</summary>
    public async Task ForwardAsync(HttpContext context, SessionConnection client, User user, RequestTarget target)
    {
        var session = client.Session;
        var route = router.Decide(new RouteQuery(session.InboundTag, user.Name, user.Email, user.Upstream, Network.Tcp, target.Destination));
        var request = new ForwardedRequest(session, user, target, route, time);
        if (!user.Commands.HasFlag(UserCommands.Connect))
        {
            accessLog.Write(request.ToEntry(StatusCodes.Status403Forbidden, SessionEndReason.CommandNotAllowed, detail: null));
            await RefusalPage.WriteAsync(context, StatusCodes.Status403Forbidden, RefusalPage.NotAllowed);
            return;
        }

        var outcome = new ForwardingOutcome(SessionEndReason.InternalError, null, null);
        try
        {
            outcome = await SendAsync(context, client, request);
            if (outcome.Answer is var (status, text) && !context.Response.HasStarted && !client.IsLost)
            {
                await RefusalPage.WriteAsync(context, status, text);
            }
        }
        finally
        {
            var told = context.Response.HasStarted || !client.IsLost;
            accessLog.Write(request.ToEntry(told ? context.Response.StatusCode : null, outcome.End, outcome.Detail));
        }
    }

    private async Task<ForwardingOutcome> SendAsync(HttpContext context, SessionConnection client, ForwardedRequest request)
    {
        var features = context.Features;
        features.Set(request);
        CountingResponseBody.Attach(features, request);
        CountingUpgrade.Attach(features, request);
        using var lease = pools.Rent(new TargetPoolKey(request.User.Name, request.User.PasswordVersion, request.Session.InboundTag, request.Route.Outbound));
        var error = await forwarder.SendAsync(context, UnusedPrefix, lease.Invoker, Settings, ForwardingTransformer.Instance);
        CountingResponseBody.Detach(features);
        var outcome = ForwardingOutcome.Of(error, features.Get<IForwarderErrorFeature>()?.Exception, request, client);
        if (context.Response.HasStarted && outcome.End == SessionEndReason.TargetReset)
        {
            client.Verdict.Conclude(SessionEndReason.TargetReset); // the answer was cut short, and the connection with it
        }

        return outcome;
    }
}
