using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Sockeye.Hosting;

namespace Sockeye.Challenges;

/// <summary>A web server with one kind of page: the answers to HTTP-01 challenges (RFC 8555 section 8.3). Everything else is 404.</summary>
internal sealed class HttpChallengeServer : IAsyncDisposable
{
    private const string Prefix = "/.well-known/acme-challenge/";

    private readonly BareWebServer _server;

    private HttpChallengeServer(BareWebServer server) => _server = server;

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _server.EndPoint;

    /// <summary>Listens; throws <see cref="IOException"/> where the address is in use, a SocketException where it cannot be had for another reason.</summary>
    public static async Task<HttpChallengeServer> StartAsync(
        IPEndPoint listen, Func<string, string, string?> answer, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var application = BareWebServer.CreateBuilder(listen, loggers, Bound).Build();
        application.Run(context => AnswerAsync(context, answer));
        return new HttpChallengeServer(await BareWebServer.StartAsync(application, listen, cancellationToken));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // An authority asks from a handful of places, with a request of some 300 bytes. Port 80 is where everyone else knocks too.
    private static void Bound(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = 256;
        limits.MaxRequestLineSize = 2 << 10;
        limits.MaxRequestHeadersTotalSize = 8 << 10;
        limits.MaxRequestBufferSize = 16 << 10;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestBodySize = 0;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(10);
    }

    private static Task AnswerAsync(HttpContext context, Func<string, string, string?> answer)
    {
        var found = Find(context.Request, answer);
        context.Response.StatusCode = found is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(found ?? "no challenge waits here\n", context.RequestAborted);
    }

    private static string? Find(HttpRequest request, Func<string, string, string?> answer)
    {
        if (!HttpMethods.IsGet(request.Method) || request.Path.Value is not { } path || !path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return answer(request.Host.Host, path[Prefix.Length..]);
        }
#pragma warning disable CA1031 // whoever asks learns that there is nothing; the store's fault is told where it is written to
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
