using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Testing.Targets;

/// <summary>An https server of the files in a folder, with one request a connection.</summary>
internal sealed class FolderTarget : IAsyncDisposable
{
    private readonly WebApplication _application;

    private FolderTarget(WebApplication application)
    {
        _application = application;
        Port = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    public int Port { get; }

    /// <summary>With the host <c>localhost</c>, without a slash at its end.</summary>
    public string Url => $"https://localhost:{Port}";

    public static async Task<FolderTarget> StartAsync(string folder, IssuedCertificate certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(
            kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1;
                endpoint.UseHttps(certificate.LoadWithKey());
            })).UseKestrelHttpsConfiguration();
        var application = builder.Build();
        application.Run(async context =>
        {
            // libcurl over GnuTLS (7.88, what Debian's git has) waits for ever where the target's session tickets and its
            // answer come in one TLS record of an https proxy's, whichever proxy; the end of the connection wakes it.
            context.Response.Headers.Connection = "close";
            var path = Path.GetFullPath(Path.Combine(folder, context.Request.Path.Value!.TrimStart('/')));
            if (!path.StartsWith(folder + "/", StringComparison.Ordinal) || !File.Exists(path))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await context.Response.Body.WriteAsync(await File.ReadAllBytesAsync(path));
        });
        await application.StartAsync();
        return new FolderTarget(application);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }
}
