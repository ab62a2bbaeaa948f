using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Acme.Wire;

/// <summary>Why the authority could not be asked, in words.</summary>
internal static class NetworkFault
{
    /// <summary>One line without the authority's name.</summary>
    public static string Describe(Exception error) => Chain(error).OfType<SocketException>().FirstOrDefault() is { } socket
        ? socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "connection refused",
            // Of a connection that is reset while it is being made HttpClient asks the address too late, and throws what that gives.
            SocketError.ConnectionReset or SocketError.NotConnected => "connection reset",
            SocketError.TimedOut => "it does not answer",
            SocketError.HostNotFound or SocketError.NoData => "its name does not resolve",
            SocketError.TryAgain => "its name does not resolve now, DNS does not answer",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no way to it",
            _ => OneLine(socket),
        }
        : Chain(error).OfType<AuthenticationException>().LastOrDefault() is { } tls
            ? tls.Message.Contains(nameof(X509ChainStatusFlags.NotTimeValid), StringComparison.Ordinal)
                ? "TLS failed: by this machine's clock its certificate has expired or is not valid yet; is the clock right?"
                : $"TLS failed: {OneLine(tls)}"
            : OneLine(Chain(error).Last());

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (var at = error; at is not null; at = at.InnerException)
        {
            yield return at;
        }
    }

    private static string OneLine(Exception error) => PrintableText.Of(error.Message)?.TrimEnd('.') ?? error.GetType().Name;
}
