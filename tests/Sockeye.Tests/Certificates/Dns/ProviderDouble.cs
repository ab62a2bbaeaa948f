using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Sockeye.Tests.Certificates.Dns;

/// <summary>A provider's interface on a loopback port; what it does is the test's.</summary>
internal sealed class ProviderDouble : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ProviderDouble(WebApplication application)
    {
        _application = application;
        Url = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Url { get; }

    /// <summary><c>METHOD path?query</c> of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <param name="answer">Status and JSON for a request and its body.</param>
    public static async Task<ProviderDouble> StartAsync(Func<HttpRequest, JsonNode?, (int Status, string Json)> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var application = builder.Build();
        ProviderDouble? running = null;
        application.Run(async context =>
        {
            running!.Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            var (status, json) = answer(context.Request, body.Length == 0 ? null : JsonNode.Parse(body));
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(json);
        });
        await application.StartAsync();
        return running = new ProviderDouble(application);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }
}
