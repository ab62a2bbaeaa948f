using System.Net;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.Testing;

/// <summary>Two connected channels in memory. What one writes the other reads; each direction holds a bounded amount.</summary>
internal sealed class DuplexPair
{
    public const int CapacityBytes = 64 * 1024;

    public DuplexPair()
    {
        var forward = new MemoryDirection(CapacityBytes);
        var backward = new MemoryDirection(CapacityBytes);
        Near = new MemoryChannel(backward, forward, new IPEndPoint(IPAddress.Loopback, 1), new IPEndPoint(IPAddress.Loopback, 2));
        Far = new MemoryChannel(forward, backward, Near.RemoteEndPoint!, Near.LocalEndPoint!);
    }

    public MemoryChannel Near { get; }

    public MemoryChannel Far { get; }
}
