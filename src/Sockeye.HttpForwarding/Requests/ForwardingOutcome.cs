using Microsoft.AspNetCore.Http;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Sessions;
using Sockeye.HttpForwarding.Clients;
using Sockeye.HttpForwarding.Targets;
using Yarp.ReverseProxy.Forwarder;

namespace Sockeye.HttpForwarding.Requests;

/// <summary>What became of a forwarded request.</summary>
/// <param name="End">For the access log.</param>
/// <param name="Detail">More about it, for the operator.</param>
/// <param name="Answer">What the client is told where nothing was sent to it yet; null where the target's answer went out.</param>
internal sealed record ForwardingOutcome(SessionEndReason End, string? Detail, (int Status, string Text)? Answer)
{
    /// <summary>The one place that maps the forwarder's errors.</summary>
    public static ForwardingOutcome Of(ForwarderError error, Exception? exception, ForwardedRequest request, SessionConnection client)
    {
        if (client.IsLost && error != ForwarderError.None && !IsTargetsFault(error))
        {
            var ended = request.Session.EndReason;
            return new(ended == SessionEndReason.None ? SessionEndReason.ClientReset : ended, null, null);
        }

        if (DialException.In(exception) is { } dialError)
        {
            return new(SessionEndReason.DialFailed, dialError.Message, (DialErrorMapping.ToHttpStatus(dialError), HttpRefusalText.For(dialError)));
        }

        return error switch
        {
            ForwarderError.None when request.Withheld is var (text, detail) => new(SessionEndReason.Completed, detail, (StatusCodes.Status502BadGateway, text)),
            ForwarderError.None => new(SessionEndReason.Completed, null, null),
            ForwarderError.RequestTimedOut => new(SessionEndReason.TargetReset, Name(error), (StatusCodes.Status504GatewayTimeout, RefusalPage.TargetTimedOut)),
            ForwarderError.RequestBodyClient => new(SessionEndReason.MalformedRequest, Name(error), (BodyFaultStatus(exception), "The request's body cannot be read.")),
            ForwarderError.ResponseBodyClient or ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseClient =>
                new(SessionEndReason.ClientReset, Name(error), null),
            _ => new(SessionEndReason.TargetReset, Name(error), (StatusCodes.Status502BadGateway, RefusalPage.TargetFailed)),
        };
    }

    private static bool IsTargetsFault(ForwarderError error) =>
        error is ForwarderError.Request or ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination
            or ForwarderError.RequestBodyDestination or ForwarderError.UpgradeResponseDestination or ForwarderError.UpgradeRequestDestination;

    private static int BodyFaultStatus(Exception? exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        AggregateException { InnerExceptions: var inner } => BodyFaultStatus(inner[0]),
        _ => StatusCodes.Status400BadRequest,
    };

    private static string Name(ForwarderError error) => error.ToString();
}
