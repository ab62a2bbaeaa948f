using System.Net;
using System.Net.Sockets;
using Sockeye.Acme;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Asks whoever listens on a port of this machine for the answer to one of our challenges: another process may share the store.</summary>
internal static class HttpChallengeProbe
{
    private const int MaximumAnswerBytes = 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Whether it gave the key authorization. Whatever else happens is a no.</summary>
    public static async Task<bool> IsAnsweredAsync(ListenAddress listen, ChallengeAnswer answer, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = Limit };
        using var client = new HttpClient(handler) { Timeout = Limit, MaxResponseContentBufferSize = MaximumAnswerBytes };
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder("http", Host(listen.Address), listen.Port, answer.HttpPath).Uri);
        request.Headers.Host = answer.Identifier;
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK
                && (await response.Content.ReadAsStringAsync(cancellationToken)).Trim() == answer.KeyAuthorization;
        }
        catch (Exception error) when (error is HttpRequestException or SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string Host(IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback.ToString() : address.ToString();
}
