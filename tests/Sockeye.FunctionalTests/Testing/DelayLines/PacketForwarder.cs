using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>The thread that moves the packets of both directions, each at its time.</summary>
internal sealed class PacketForwarder : IDisposable
{
    private const int MostUrgent = -20;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly (TunDevice Device, PacketPath Path)[] _directions;
    private readonly SafeFileHandle _stop = LinuxCalls.EventFd(0, LinuxCalls.OpenCloseOnExec);
    private readonly Thread _thread;

    /// <summary>Begins at once.</summary>
    /// <param name="directions">Each path with the device that it reads.</param>
    public PacketForwarder(params (TunDevice Device, PacketPath Path)[] directions)
    {
        _directions = directions;
        _thread = new Thread(Forward) { IsBackground = true, Name = "delay line" };
        _thread.Start();
    }

    public void Dispose()
    {
        LinuxCalls.Write(_stop, BitConverter.GetBytes(1L), sizeof(long));
        _thread.Join();
        _stop.Dispose();
    }

    private void Forward()
    {
        // Best effort: other tests want the processors too, and a late packet would be a longer path.
        _ = LinuxCalls.SetPriority(0, 0, MostUrgent);

        Span<LinuxCalls.PollEntry> entries = stackalloc LinuxCalls.PollEntry[_directions.Length + 1];
        for (var at = 0; at < _directions.Length; at++)
        {
            entries[at] = new() { Descriptor = _directions[at].Device.Descriptor, Wanted = LinuxCalls.Readable };
        }

        entries[^1] = new() { Descriptor = (int)_stop.DangerousGetHandle(), Wanted = LinuxCalls.Readable };
        while (entries[^1].Happened == 0)
        {
            var due = PacketPath.Never;
            foreach (var (_, path) in _directions)
            {
                path.Send();
                due = Math.Min(due, path.NextDue);
            }

            if (LinuxCalls.Poll(entries, (nuint)entries.Length, Until(due), 0) < 0)
            {
                foreach (ref var entry in entries)
                {
                    entry.Happened = 0; // a signal came: nothing was looked at
                }
            }

            for (var at = 0; at < _directions.Length; at++)
            {
                if ((entries[at].Happened & LinuxCalls.Readable) != 0)
                {
                    _directions[at].Path.Receive();
                }
            }
        }
    }

    private static LinuxCalls.TimeSpec Until(long due)
    {
        var ticks = due == PacketPath.Never ? Stopwatch.Frequency : Math.Max(0, due - Stopwatch.GetTimestamp());
        var nanoseconds = (long)(ticks * ((double)NanosecondsPerSecond / Stopwatch.Frequency));
        return new() { Seconds = (nint)(nanoseconds / NanosecondsPerSecond), Nanoseconds = (nint)(nanoseconds % NanosecondsPerSecond) };
    }
}
