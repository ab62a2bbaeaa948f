using System.Net.Sockets;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Opens a small web server that answers HTTP-01 (RFC 8555 section 8.3) and nothing else.</summary>
/// <remarks>A seam because web servers are the program's, not the control plane's.</remarks>
public interface IHttpChallengeListener
{
    /// <summary>Listens until what it gives is disposed.</summary>
    /// <param name="listen">Where.</param>
    /// <param name="answer">The key authorization for a host and a token, or null; what it throws counts as null.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="SocketException">The address can't be listened on.</exception>
    Task<IAsyncDisposable> ListenAsync(ListenAddress listen, Func<string, string, string?> answer, CancellationToken cancellationToken);
}
