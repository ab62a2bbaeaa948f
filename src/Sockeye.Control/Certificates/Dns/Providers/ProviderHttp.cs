using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Sockeye.Acme;

namespace Sockeye.Control.Certificates.Dns.Providers;

/// <summary>Requests to providers' interfaces: bounded, and never led elsewhere with a token in hand.</summary>
internal static class ProviderHttp
{
    private const int MaximumAnswerBytes = 1 << 20;

    // Providers answer within a second or two; a name server behind them may be slow.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        UseCookies = false,
    })
    {
        Timeout = Limit,
        MaxResponseContentBufferSize = MaximumAnswerBytes,
        DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("Sockeye", "1") } },
    };

    /// <summary>Sends it and reads the whole answer, whatever its status.</summary>
    /// <exception cref="ChallengeException">There is none.</exception>
    public static async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            var where = request.RequestUri!.GetLeftPart(UriPartial.Authority);
            try
            {
                using var response = await Client.SendAsync(request, cancellationToken);
                return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
            }
            catch (Exception error) when (error is HttpRequestException or SocketException)
            {
                var reason = (error.InnerException ?? error).Message.ReplaceLineEndings(" ");
                throw new ChallengeException($"{where} can't be reached: {reason}", error);
            }
            catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
            {
                throw new ChallengeException($"{where} did not answer within {Limit.TotalSeconds} s", error);
            }
        }
    }

    /// <summary>A JSON body.</summary>
    public static HttpContent Json(byte[] utf8) =>
        new ByteArrayContent(utf8) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    /// <summary>An address below a base that may or may not end with a slash.</summary>
    public static Uri Below(Uri start, string path) => new(start.AbsoluteUri.TrimEnd('/') + "/" + path);

    /// <summary>What a server says that doesn't speak the interface: the beginning, for messages.</summary>
    public static string Excerpt(byte[] body) => QuotedText.Of(Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 400))));
}
