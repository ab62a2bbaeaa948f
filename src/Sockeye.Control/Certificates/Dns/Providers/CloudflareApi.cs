using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Acme;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Dns.Providers;

/// <summary>Cloudflare's envelope around requests and answers: a bearer token, <c>success</c>, <c>errors</c>, <c>result</c>.</summary>
internal sealed class CloudflareApi(CloudflareOptions options)
{
    private const int MaximumIdLength = 64;

    public Task<CloudflareAnswer<T>> GetAsync<T>(string path, JsonTypeInfo<CloudflareAnswer<T>> type, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, type, cancellationToken);

    public Task<CloudflareAnswer<T>> DeleteAsync<T>(string path, JsonTypeInfo<CloudflareAnswer<T>> type, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, path, null, type, cancellationToken);

    public Task<CloudflareAnswer<T>> PostAsync<TBody, T>(
        string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<CloudflareAnswer<T>> type, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, ProviderHttp.Json(JsonSerializer.SerializeToUtf8Bytes(body, bodyType)), type, cancellationToken);

    /// <summary>Throws with the answer's own errors unless it is a success or has failed by one of the codes that mean no harm.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="aim">What was wanted, as in <c>to add a record</c>.</param>
    /// <param name="harmless">Codes that mean that all is as it shall be.</param>
    public static void Require<T>(CloudflareAnswer<T> answer, string aim, params ReadOnlySpan<int> harmless)
    {
        if (answer.IsSuccess)
        {
            return;
        }

        foreach (var error in answer.Errors ?? [])
        {
            if (harmless.Contains(error.Code))
            {
                return;
            }
        }

        var told = string.Join(", ", (answer.Errors ?? []).Take(3).Select(e => $"{QuotedText.Of(e.Message ?? "")} ({e.Code})"));
        throw new ChallengeException(
            $"Cloudflare refused {aim}: {(told.Length > 0 ? told : "no reason given")}; the token needs Zone:Read and DNS:Edit for the zone, and may not be expired");
    }

    /// <summary>An id as it may stand in a path.</summary>
    public static string Id(string? id) => id is { Length: > 0 and <= MaximumIdLength } && id.All(char.IsAsciiLetterOrDigit)
        ? id
        : throw new ChallengeException("what answered is not Cloudflare's interface: an id is missing or odd; correct \"url\"");

    private async Task<CloudflareAnswer<T>> SendAsync<T>(
        HttpMethod method, string path, HttpContent? body, JsonTypeInfo<CloudflareAnswer<T>> type, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, ProviderHttp.Below(options.Api, path)) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Token);
        var (status, answer) = await ProviderHttp.SendAsync(request, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(answer, type) ?? throw new JsonException();
        }
        catch (JsonException error)
        {
            throw new ChallengeException($"{options.Api} gave no answer of Cloudflare's interface: HTTP {(int)status}, {ProviderHttp.Excerpt(answer)}", error);
        }
    }
}
