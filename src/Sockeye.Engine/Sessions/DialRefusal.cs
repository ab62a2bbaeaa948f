using Sockeye.Engine.Dialing;
using Sockeye.Engine.Inbounds;

namespace Sockeye.Engine.Sessions;

/// <summary>What follows a way out that was not to be had: the session's reason and detail, the count, the client's answer.</summary>
internal static class DialRefusal
{
    public static ValueTask TellAsync(Session session, SessionServices services, InboundConversation conversation, DialError error)
    {
        session.EndDetail = error.Message;
        session.Conclude(SessionEndReason.DialFailed);
        services.Metrics.CountDialFailure(error);
        return conversation.RefuseRequestAsync(error);
    }
}
