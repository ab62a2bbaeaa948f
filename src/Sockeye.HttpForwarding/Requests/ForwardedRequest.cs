using Sockeye.Engine.Authentication;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Routing;
using Sockeye.Engine.Sessions;

namespace Sockeye.HttpForwarding.Requests;

/// <summary>One request on its way: who, where to, by which route, how much, and what became of it.</summary>
internal sealed class ForwardedRequest(Session session, User user, RequestTarget target, Route route, TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _started = time.GetTimestamp();
    private long _bytesFromClient;
    private long _bytesFromTarget;

    public Session Session => session;

    public User User => user;

    public RequestTarget Target => target;

    public Route Route => route;

    /// <summary>For the dial, where this request makes one rather than finds an open connection.</summary>
    public DialContext Dial { get; } = new(target.Destination, user.Name);

    /// <summary>The way that was taken since the outbound could not be had, or null.</summary>
    public string? Fallback { get; set; }

    /// <summary>Set where the target's own answer may not pass: the sentence for the client (with a 502), and the detail for the operator.</summary>
    public (string Text, string Detail)? Withheld { get; set; }

    /// <summary>Content bytes that went to the target.</summary>
    public void CountFromClient(int bytes)
    {
        Interlocked.Add(ref _bytesFromClient, bytes);
        session.CountFromClient(bytes);
    }

    /// <summary>Content bytes that came from the target.</summary>
    public void CountFromTarget(int bytes)
    {
        Interlocked.Add(ref _bytesFromTarget, bytes);
        session.CountFromTarget(bytes);
    }

    /// <summary>The request's line in the access log.</summary>
    public AccessLogEntry ToEntry(int? status, SessionEndReason end, string? detail) => new()
    {
        Time = _startedAt,
        SessionId = session.Id,
        Client = session.ClientEndPoint,
        Inbound = session.InboundTag,
        Protocol = "http",
        User = user.Name,
        Target = target.Destination,
        Outbound = route.Outbound.Tag,
        Fallback = Fallback,
        Rule = route.Decision.Rule,
        BytesFromClient = Interlocked.Read(ref _bytesFromClient),
        BytesFromTarget = Interlocked.Read(ref _bytesFromTarget),
        Status = status,
        Duration = time.GetElapsedTime(_started),
        Stages = StageTimes.Of(static _ => null, Dial.Timings),
        End = end,
        Detail = detail,
    };
}
