using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Sockeye.Engine.Sessions;
using Sockeye.HttpForwarding.Clients;

namespace Sockeye.HttpForwarding.Requests;

/// <summary>What the HTTP server calls for each request: login, target, route, forward. Nothing escapes from here but faults of ours, logged.</summary>
internal sealed class ForwardingApplication(RequestLogin login, RequestForwarder forwarder, ILogger logger) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // nothing of ours lives in it
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var client = context.Features.GetRequiredFeature<SessionConnection>();
        client.Verdict.Requests++;
        try
        {
            await ServeAsync(context, client);
        }
        catch (Exception exception) when (client.IsLost || context.RequestAborted.IsCancellationRequested
            || exception is IOException or OperationCanceledException)
        {
            // The client went, or broke its own request off (a BadHttpRequestException is an IOException): its fault, not ours.
            HttpForwardingLog.RequestBroken(logger, client.Session.Id, exception.GetType().Name);
            context.Abort();
        }
#pragma warning disable CA1031 // the last line of defence: a fault of ours ends one connection, not the server
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HttpForwardingLog.RequestFault(logger, exception, client.Session.Id);
            client.Verdict.Conclude(SessionEndReason.InternalError);
            context.Abort();
        }
    }

    private async Task ServeAsync(HttpContext context, SessionConnection client)
    {
        var rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (HttpMethods.IsConnect(context.Request.Method))
        {
            await RefusalPage.WriteAsync(context, StatusCodes.Status400BadRequest, RefusalPage.ConnectionInUse, close: true);
            return;
        }

        // Before the login: a browser that took us for a web server is not asked for a proxy's password.
        if (!RequestTarget.TryParse(rawTarget, out var target, out var fault))
        {
            client.Verdict.Conclude(SessionEndReason.MalformedRequest);
            await RefusalPage.WriteAsync(context, StatusCodes.Status400BadRequest, RefusalPage.For(fault), close: true);
            return;
        }

        if (await login.SignInAsync(context, client) is { } user)
        {
            await forwarder.ForwardAsync(context, client, user, target);
        }
    }
}
