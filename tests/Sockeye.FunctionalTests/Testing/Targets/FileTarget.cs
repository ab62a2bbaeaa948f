using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Testing.Targets;

/// <summary>An https server of the files in a folder.</summary>
internal sealed class FileTarget : IAsyncDisposable
{
    private readonly WebApplication _application;

    private FileTarget(WebApplication application)
    {
        _application = application;
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Url = $"https://localhost:{new Uri(address).Port}";
    }

    /// <summary>With the host <c>localhost</c>, without a slash at its end.</summary>
    public string Url { get; }

    public static async Task<FileTarget> StartAsync(string folder)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(TestAuthority.Localhost.LoadWithKey())));
        var application = builder.Build();
        application.Run(async context =>
        {
            var file = Path.Combine(folder, context.Request.Path.Value!.TrimStart('/'));
            if (!File.Exists(file))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await context.Response.Body.WriteAsync(await File.ReadAllBytesAsync(file, context.RequestAborted), context.RequestAborted);
        });
        await application.StartAsync();
        return new FileTarget(application);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }
}
