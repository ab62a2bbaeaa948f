using System.Text;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.Sessions;

/// <summary>Remembers what it was handed, and ends at once.</summary>
internal sealed class ScriptedHttpServer : IHttpRequestServer
{
    /// <summary>The first bytes, where a session came here.</summary>
    public string? ReadAhead { get; private set; }

    public Task<SessionEndReason> ServeAsync(Session session, DuplexChannel channel, ReadOnlyMemory<byte> readAhead)
    {
        ReadAhead = Encoding.Latin1.GetString(readAhead.Span);
        return Task.FromResult(SessionEndReason.Completed);
    }
}
