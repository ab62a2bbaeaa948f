using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;

namespace Sockeye.Challenges;

/// <summary>HTTP-01 on a bare Kestrel.</summary>
internal sealed class HttpChallengeListener(ILoggerFactory loggers) : IHttpChallengeListener
{
    /// <inheritdoc/>
    public async Task<IAsyncDisposable> ListenAsync(ListenAddress listen, Func<string, string, string?> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await HttpChallengeServer.StartAsync(listen.EndPoint, answer, loggers, cancellationToken);
        }
        catch (IOException error) when (error.GetBaseException() is SocketException reason)
        {
            // Kestrel wraps the one case that is most likely: the address is in use.
            throw new SocketException((int)reason.SocketErrorCode);
        }
    }
}
