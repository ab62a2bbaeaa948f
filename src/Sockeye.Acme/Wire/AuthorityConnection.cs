using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Sockeye.Acme.Wire;

/// <summary>Requests to the authority, each with a limit on its time and on its answer's size; no ACME beyond headers.</summary>
internal sealed class AuthorityConnection(HttpClient http, Authority authority, AcmeClientOptions options, TimeProvider time)
{
    // A certificate with its chain has a few kilobytes, an order of a hundred names some tens.
    private const int MaximumAnswerBytes = 1024 * 1024;

    private static readonly string Library =
        $"Sockeye.Acme/{typeof(AuthorityConnection).Assembly.GetName().Version?.ToString(3)} dotnet/{Environment.Version}";

    private readonly string _userAgent = options.Product is { Length: > 0 } product ? $"{product} {Library}" : Library;

    /// <summary>Sends a request and reads the answer to its end, whatever its status.</summary>
    /// <param name="request">The request; disposed here.</param>
    /// <param name="purpose">What for, as the object of a sentence.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AcmeException">The authority could not be asked, or its answer is not usable.</exception>
    public async Task<AuthorityAnswer> SendAsync(HttpRequestMessage request, string purpose, CancellationToken cancellationToken)
    {
        using var sent = request;
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        request.Headers.TryAddWithoutValidation("Accept-Language", "en");
        using var limit = new CancellationTokenSource(options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var asked = request.RequestUri!;
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            RefuseDetour(asked, response);
            var body = await ReadBodyAsync(response.Content, purpose, either.Token);
            return ToAnswer(response, purpose, body);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            // Ours, or the HttpClient's own limit.
            throw Unreachable(asked, $"no answer to {purpose} within {options.RequestTimeout.TotalSeconds:0} s", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
        {
            throw Unreachable(asked, NetworkFault.Describe(error), error);
        }
    }

    private static AcmeException Unreachable(Uri asked, string why, Exception inner) => new($"{asked.Authority}: {why}", inner: inner);

    // A handler that follows redirects has left the address that the request was signed for, perhaps for another's server.
    private void RefuseDetour(Uri asked, HttpResponseMessage response)
    {
        if (response.RequestMessage?.RequestUri is { } reached && reached != asked
            && (response.RequestMessage.Method != HttpMethod.Get || !authority.IsAsked(reached)))
        {
            throw authority.Fault($"redirects {asked.AbsolutePath} to {PrintableText.Of(reached.AbsoluteUri)}, where requests don't follow");
        }
    }

    private async Task<byte[]> ReadBodyAsync(HttpContent content, string purpose, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        await using var source = await content.ReadAsStreamAsync(cancellationToken);
        while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (body.Length + count > MaximumAnswerBytes)
            {
                throw authority.Fault($"answered {purpose} with more than {MaximumAnswerBytes} bytes");
            }

            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }

    private AuthorityAnswer ToAnswer(HttpResponseMessage response, string purpose, byte[] body) => new(
        authority,
        purpose,
        response.StatusCode,
        response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant(),
        body,
        response.Headers.Location is { } location ? new Uri(response.RequestMessage?.RequestUri ?? location, location).AbsoluteUri : null,
        ReadRetryAfter(response.Headers.RetryAfter),
        response.Headers.TryGetValues("Replay-Nonce", out var nonces) ? nonces.FirstOrDefault(NoncePool.IsNonce) : null,
        response.Headers.TryGetValues("Link", out var links) ? [.. links] : []);

    private TimeSpan? ReadRetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
