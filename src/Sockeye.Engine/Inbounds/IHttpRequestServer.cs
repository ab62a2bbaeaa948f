using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Inbounds;

/// <summary>Serves a connection that speaks HTTP and did not begin with CONNECT: absolute-form requests, one after another.</summary>
public interface IHttpRequestServer
{
    /// <summary>
    /// Serves requests until the connection ends, and returns why. Authenticates each for itself. The channel stays
    /// the session's: it is not disposed here.
    /// </summary>
    /// <param name="session">The session; its first login signs it in.</param>
    /// <param name="channel">The decrypted connection.</param>
    /// <param name="readAhead">Bytes read already; valid until this returns.</param>
    Task<SessionEndReason> ServeAsync(Session session, DuplexChannel channel, ReadOnlyMemory<byte> readAhead);
}
