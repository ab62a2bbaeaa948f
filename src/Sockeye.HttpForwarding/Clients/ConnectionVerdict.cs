using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.HttpForwarding.Clients;

/// <summary>Why a connection ends, gathered from its requests and its two directions: the first cause counts.</summary>
internal sealed class ConnectionVerdict
{
    private SessionEndReason _cause;
    private bool _credentialsMissing;

    /// <summary>How many requests reached us whole.</summary>
    public int Requests { get; set; }

    /// <summary>A request was answered 407 for want of credentials; the connection goes on, and may end so.</summary>
    public void CredentialsMissing() => _credentialsMissing = true;

    /// <summary>A request is why the connection ends.</summary>
    public void Conclude(SessionEndReason cause)
    {
        if (_cause == SessionEndReason.None)
        {
            _cause = cause;
        }
    }

    /// <summary>The one reason.</summary>
    /// <param name="session">A reason that it has already stays.</param>
    /// <param name="read">How the client's direction had ended when the server was done; None where the server closed first.</param>
    /// <param name="written">How writing ended; None where all went out.</param>
    public SessionEndReason EndReason(Session session, ChannelEnd read, ChannelEnd written)
    {
        if (session.EndReason != SessionEndReason.None)
        {
            return session.EndReason;
        }

        if (_cause != SessionEndReason.None)
        {
            return _cause;
        }

        var lost = read is ChannelEnd.None or ChannelEnd.Closed && written is not (ChannelEnd.None or ChannelEnd.Closed) ? written : read;
        return lost switch
        {
            ChannelEnd.Truncated => SessionEndReason.ClientTruncated,
            ChannelEnd.ProtocolError => SessionEndReason.ClientProtocolError,
            ChannelEnd.Reset or ChannelEnd.Aborted => SessionEndReason.ClientReset,
            _ when _credentialsMissing && session.User is null => SessionEndReason.CredentialsMissing,
            _ when Requests > 0 => SessionEndReason.Completed,
            ChannelEnd.Closed => SessionEndReason.ClientClosed,
            _ => SessionEndReason.MalformedRequest, // the server's parser refused the very first request
        };
    }
}
