using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Sockeye.Engine.Diagnostics;
using Sockeye.Hosting;

namespace Sockeye.Admin;

/// <summary>The admin listener: <c>/healthz</c>, <c>/readyz</c> and <c>/metrics</c>. A web server of its own, apart from the data plane.</summary>
internal sealed class AdminServer : IAsyncDisposable
{
    private readonly BareWebServer _server;

    private AdminServer(BareWebServer server) => _server = server;

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _server.EndPoint;

    /// <summary>Listens; throws <see cref="IOException"/> where the address is in use, a SocketException where it cannot be had for another reason.</summary>
    public static async Task<AdminServer> StartAsync(IPEndPoint listen, IReadiness readiness, ILoggerFactory loggers)
    {
        var builder = BareWebServer.CreateBuilder(listen, loggers);
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("sockeye", serviceVersion: Server.Version, autoGenerateServiceInstanceId: false))
            .WithMetrics(metrics => metrics
            .AddMeter(EngineMetrics.MeterName)
            .AddMeter("System.Runtime")
            .AddPrometheusExporter());

        var application = builder.Build();
        application.UseRouting();
        application.UseOpenTelemetryPrometheusScrapingEndpoint("/metrics");
        application.MapGet("/healthz", (RequestDelegate)(context => AnswerAsync(context, healthy: true, Health(readiness))));
        application.MapGet("/readyz", (RequestDelegate)(context => AnswerAsync(context, readiness.IsReady, readiness.Describe())));
        return new AdminServer(await BareWebServer.StartAsync(application, listen, CancellationToken.None));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // Still 200: who restarts a server for an unhealthy answer mends no certificate by it.
    private static string Health(IReadiness readiness) => string.Join('\n', ["ok", .. readiness.Warnings.Select(w => $"warning: {w}")]);

    private static Task AnswerAsync(HttpContext context, bool healthy, string text)
    {
        context.Response.StatusCode = healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text + "\n");
    }
}
