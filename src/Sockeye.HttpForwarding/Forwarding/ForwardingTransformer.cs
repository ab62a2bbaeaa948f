using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Sockeye.HttpForwarding.Requests;
using Sockeye.HttpForwarding.Targets;
using Yarp.ReverseProxy.Forwarder;

namespace Sockeye.HttpForwarding.Forwarding;

/// <summary>
/// What a forward proxy changes in a message: the target in place of Host, and everything between two hops removed in
/// both directions (RFC 9110 section 7.6.1). Nothing is added: no Via, no Forwarded.
/// </summary>
internal sealed class ForwardingTransformer : HttpTransformer
{
    private ForwardingTransformer()
    {
    }

    public static ForwardingTransformer Instance { get; } = new();

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var request = httpContext.Features.GetRequiredFeature<ForwardedRequest>();
        var headers = httpContext.Request.Headers;
        HopByHop.RemoveNominated(headers, headers.Connection);
        headers.Remove(HeaderNames.Trailer); // trailers are not carried, so they are not announced
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);

        // A reverse proxy's habit, not a forward proxy's: the base drops what a browser says to the target.
        if (headers.TryGetValue(HeaderNames.UpgradeInsecureRequests, out var insecure))
        {
            proxyRequest.Headers.TryAddWithoutValidation(HeaderNames.UpgradeInsecureRequests, (string?)insecure);
        }

        proxyRequest.Headers.Host = null; // written from the address: the request target wins (RFC 9112 section 3.2.2)
        proxyRequest.RequestUri = request.Target.Uri;
        proxyRequest.Options.Set(TargetHandler.RequestKey, request);
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is not null && WithheldReason(httpContext, proxyResponse.StatusCode) is { } withheld)
        {
            httpContext.Features.GetRequiredFeature<ForwardedRequest>().Withheld = withheld;
            return false;
        }

        var copyBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is not null)
        {
            if (proxyResponse.Headers.NonValidated.TryGetValues(HeaderNames.Connection, out var nominated))
            {
                foreach (var value in nominated)
                {
                    HopByHop.RemoveNominated(httpContext.Response.Headers, value);
                }
            }

            httpContext.Response.Headers.Remove(HeaderNames.Trailer);
            if (proxyResponse.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.ResetContent)
            {
                // Announced content that never comes (RFC 9110 section 8.6): the server would take it for a fault of ours.
                httpContext.Response.Headers.ContentLength = null;
            }
        }

        return copyBody;
    }

    public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    private static (string Text, string Detail)? WithheldReason(HttpContext context, HttpStatusCode status)
    {
        if (status == HttpStatusCode.ProxyAuthenticationRequired)
        {
            // The client would take it for ours, and send the target its proxy password for an answer.
            return (RefusalPage.TargetDemandsProxyLogin, "the target answered 407");
        }

        // Without a request to switch, the bytes behind a 101 would be read as the next answer.
        var mayUpgrade = context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            && string.Equals(context.Request.Headers.Upgrade.ToString(), "websocket", StringComparison.OrdinalIgnoreCase);
        return status == HttpStatusCode.SwitchingProtocols && !mayUpgrade ? (RefusalPage.TargetFailed, "the target answered 101 unasked") : null;
    }
}
