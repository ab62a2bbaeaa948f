using System.Runtime.InteropServices;

namespace Sockeye.Benchmarks.Machine;

/// <summary>
/// SIGINT, SIGTERM and SIGHUP as a token, so that a run that is told to end unwinds as any other and leaves no program and
/// no folder behind. By itself the runtime would end without it.
/// </summary>
internal sealed class Ending : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Ending() => _registrations =
        [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(s => PosixSignalRegistration.Create(s, OnSignal))];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        _source.Cancel();
    }
}
