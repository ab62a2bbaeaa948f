using Sockeye.Engine.Dialing;
using Sockeye.Engine.Sessions;

namespace Sockeye.Engine.Diagnostics;

/// <summary>The stages' names and times, in the order in which they are passed; the dial is told by its own stages.</summary>
public static class StageTimes
{
    private static readonly (SessionStage Stage, string Name)[] BeforeDial =
        [(SessionStage.ProxyHeader, "proxy"), (SessionStage.Tls, "tls"), (SessionStage.Login, "login"), (SessionStage.Request, "request")];

    private static readonly (DialStage Stage, string Name)[] InDial =
    [
        (DialStage.Resolve, "resolve"), (DialStage.Connect, "connect"), (DialStage.Tls, "upstream_tls"),
        (DialStage.ProxyGreeting, "upstream_login"), (DialStage.ProxyRequest, "upstream_request"),
    ];

    /// <summary>The stages that were passed.</summary>
    public static IReadOnlyList<KeyValuePair<string, TimeSpan>> Of(Func<SessionStage, TimeSpan?> session, DialTimings? dial)
    {
        ArgumentNullException.ThrowIfNull(session);
        var times = new List<KeyValuePair<string, TimeSpan>>(8);
        foreach (var (stage, name) in BeforeDial)
        {
            Add(name, session(stage));
        }

        foreach (var (stage, name) in InDial)
        {
            Add(name, dial?[stage]);
        }

        Add("bind", session(SessionStage.Bind));
        Add("relay", session(SessionStage.Relay));
        return times;

        void Add(string name, TimeSpan? time)
        {
            if (time is { } elapsed)
            {
                times.Add(new(name, elapsed));
            }
        }
    }
}
