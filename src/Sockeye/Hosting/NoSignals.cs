using Microsoft.Extensions.Hosting;

namespace Sockeye.Hosting;

/// <summary>Signals belong to <c>serve</c>: a web server inside it must not take them.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
