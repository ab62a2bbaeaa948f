using System.Runtime.InteropServices;

namespace Sockeye.Hosting;

/// <summary>SIGTERM and SIGINT stop (a second one stops at once), SIGHUP reloads; where there is nothing to reload it ends the process, as its default is.</summary>
internal sealed class Signals : IDisposable
{
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _hurry = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public Signals(Action? reload)
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop));
        if (reload is not null && !OperatingSystem.IsWindows())
        {
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
            {
                context.Cancel = true;
                reload();
            }));
        }
    }

    /// <summary>Completes at the first request to stop.</summary>
    public Task Stopping => _stop.Task;

    /// <summary>Cancelled at the second one.</summary>
    public CancellationToken Hurry => _hurry.Token;

    public void Dispose()
    {
        _registrations.ForEach(r => r.Dispose());
        _hurry.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true; // the process ends by itself, in order
        if (!_stop.TrySetResult())
        {
            _hurry.Cancel();
        }
    }
}
