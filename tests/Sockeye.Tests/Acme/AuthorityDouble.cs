using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Sockeye.Acme;

namespace Sockeye.Tests.Acme;

/// <summary>
/// An authority in the test process, for what Pebble can't be made to do. It checks every signed request as RFC 8555 section 6
/// says; what a client of ours must never send fails the test.
/// </summary>
internal sealed partial class AuthorityDouble : HttpMessageHandler
{
    public const string Root = "https://authority.example";

    private readonly ConcurrentDictionary<string, bool> _nonces = new();
    private readonly ConcurrentDictionary<string, JsonNode> _accounts = new();
    private int _nonceCount;

    public static Uri Directory { get; } = new(Root + "/dir");

    /// <summary>What is answered instead of the usual, or null for the usual.</summary>
    public Func<string, SignedMessage?, DoubleReply?> Instead { get; set; } = (_, _) => null;

    /// <summary>Where it is set, no request is answered any more; runs at each.</summary>
    public Action? Hanging { get; set; }

    /// <summary>How many good nonces are still refused.</summary>
    public int RefusedNonces { get; set; }

    /// <summary>All signed requests that got through, with their paths.</summary>
    public ConcurrentQueue<(string Path, SignedMessage Message)> Messages { get; } = new();

    /// <summary>All requests.</summary>
    public ConcurrentQueue<HttpRequestMessage> Requests { get; } = new();

    /// <summary>The payloads sent to a path.</summary>
    public IReadOnlyList<SignedMessage> SentTo(string path) => [.. Messages.Where(m => m.Path == path).Select(m => m.Message)];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        if (Hanging is { } hanging)
        {
            hanging();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        request.Headers.UserAgent.ToString().ShouldContain("Sockeye.Acme/");
        var path = request.RequestUri!.AbsolutePath;
        SignedMessage? message = null;
        DoubleReply? reply = null;
        if (request.Method == HttpMethod.Post)
        {
            request.Content!.Headers.ContentType!.ToString().ShouldBe("application/jose+json");
            message = SignedMessage.Read(JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken))!);
            reply = Refuse(request.RequestUri, message);
            if (reply is null)
            {
                Messages.Enqueue((path, message));
            }
        }

        reply ??= Instead(path, message) ?? Answer(path, message);
        return (path == "/dir" ? reply : reply.With("Replay-Nonce", NewNonce())).ToResponse(request);
    }

    private DoubleReply? Refuse(Uri url, SignedMessage message)
    {
        message.Header["url"]!.GetValue<string>().ShouldBe(url.AbsoluteUri);
        (message.Header["jwk"] is null).ShouldNotBe(message.Header["kid"] is null);
        var key = message.Header["jwk"] ?? _accounts.GetValueOrDefault(message.Header["kid"]!.GetValue<string>());
        message.IsSignedBy(key.ShouldNotBeNull()).ShouldBeTrue();
        _nonces.TryRemove(message.Header["nonce"]!.GetValue<string>(), out _).ShouldBeTrue("a nonce must be one of ours, once");
        if (RefusedNonces == 0)
        {
            return null;
        }

        RefusedNonces--;
        return DoubleReply.Problem(AcmeErrorType.BadNonce, "unknown nonce", HttpStatusCode.BadRequest);
    }

    private string NewNonce()
    {
        var nonce = $"nonce-{Interlocked.Increment(ref _nonceCount)}";
        _nonces[nonce] = true;
        return nonce;
    }
}
