using System.Net;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Udp;

namespace Sockeye.Engine.Diagnostics;

/// <summary>One line of the access log: a session, or one forwarded HTTP request within a session.</summary>
public sealed record AccessLogEntry
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The session's id.</summary>
    public required long SessionId { get; init; }

    /// <summary>The real client.</summary>
    public required IPEndPoint Client { get; init; }

    /// <summary>The inbound's tag.</summary>
    public required string Inbound { get; init; }

    /// <summary><c>socks5</c>, <c>connect</c> or <c>http</c>; null where the session ended before it was known.</summary>
    public string? Protocol { get; init; }

    /// <summary>The user who is signed in.</summary>
    public string? User { get; init; }

    /// <summary>The name of a login that was refused; as a peer sent it.</summary>
    public string? RefusedUser { get; init; }

    /// <summary>Where to.</summary>
    public Destination? Target { get; init; }

    /// <summary>The outbound's tag.</summary>
    public string? Outbound { get; init; }

    /// <summary>The way that was taken since the outbound could not be had: <c>direct</c>; null where none was.</summary>
    public string? Fallback { get; init; }

    /// <summary>The rule that decided.</summary>
    public string? Rule { get; init; }

    /// <summary>Payload bytes from client to target.</summary>
    public long BytesFromClient { get; init; }

    /// <summary>Payload bytes from target to client.</summary>
    public long BytesFromTarget { get; init; }

    /// <summary>The counts of datagrams, where UDP was asked for.</summary>
    public UdpTally? Datagrams { get; init; }

    /// <summary>The HTTP status that the client was given, for a forwarded request.</summary>
    public int? Status { get; init; }

    /// <summary>The whole time.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The time of each stage passed, by its name in lower case.</summary>
    public IReadOnlyList<KeyValuePair<string, TimeSpan>> Stages { get; init; } = [];

    /// <summary>Why it ended.</summary>
    public required SessionEndReason End { get; init; }

    /// <summary>More about the end; escaped.</summary>
    public string? Detail { get; init; }

    /// <summary>The entry of a session that is over.</summary>
    public static AccessLogEntry ForSession(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new AccessLogEntry
        {
            Time = session.AcceptedAt,
            SessionId = session.Id,
            Client = session.ClientEndPoint,
            Inbound = session.InboundTag,
            Protocol = session.Protocol,
            User = session.User?.Name,
            RefusedUser = session.RefusedUserName,
            Target = session.Destination,
            Outbound = session.Outbound,
            Fallback = session.Fallback,
            Rule = session.Rule,
            BytesFromClient = session.BytesFromClient,
            BytesFromTarget = session.BytesFromTarget,
            Datagrams = session.Datagrams,
            Duration = session.Age,
            Stages = StageTimes.Of(session.TimeIn, session.DialTimings),
            End = session.EndReason,
            Detail = session.EndDetail,
        };
    }
}
