using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Testing.Targets;

/// <summary>A web server that answers <c>METHOD path?query length sha256</c> and keeps each request's head.</summary>
internal sealed class HttpTarget : IAsyncDisposable
{
    private readonly WebApplication _application;

    private HttpTarget(WebApplication application, bool isHttps)
    {
        _application = application;
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Port = new Uri(address).Port;
        Url = $"{(isHttps ? "https" : "http")}://localhost:{Port}";
    }

    public int Port { get; }

    /// <summary>With the host <c>localhost</c>, without a slash at its end.</summary>
    public string Url { get; }

    /// <summary>The requests in the order in which they came.</summary>
    public ConcurrentQueue<HttpTargetRequest> Requests { get; } = new();

    /// <summary>Listens on 127.0.0.1 or the address given; <paramref name="open"/> makes the socket where it is not this process's own network.</summary>
    public static async Task<HttpTarget> StartAsync(
        IssuedCertificate? certificate = null, IPAddress? address = null, Func<EndPoint, Socket>? open = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(address ?? IPAddress.Loopback, 0, endpoint =>
        {
            if (certificate is not null)
            {
                endpoint.UseHttps(certificate.LoadWithKey());
            }
        }));
        if (open is not null)
        {
            builder.Services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = open);
        }

        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        var application = builder.Build();
        HttpTarget? target = null;
        application.Run(context => target!.AnswerAsync(context));
        await application.StartAsync();
        return target = new HttpTarget(application, certificate is not null);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        Requests.Enqueue(new HttpTargetRequest(
            request.Method,
            request.Path + request.QueryString,
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            $"{context.Connection.Id}"));
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        var digest = Convert.ToHexString(SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length)));
        await context.Response.WriteAsync($"{request.Method} {request.Path}{request.QueryString} {body.Length} {digest}");
    }
}

/// <summary>The head of a request as the target saw it, and the connection on which it came.</summary>
internal sealed record HttpTargetRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Connection);
