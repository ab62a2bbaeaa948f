using System.Buffers.Binary;

namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>
/// What a NAT or a firewall on the way knows of TCP connections (over IPv4). One that forgets, after a restart or a long
/// silence, drops what belongs to older connections without a word; new ones are as ever. Used by the line's thread.
/// </summary>
internal sealed class FlowMemory
{
    private const byte Tcp = 6;
    private const byte Synchronize = 0x02;
    private const byte Acknowledge = 0x10;

    private readonly HashSet<(ushort, ushort)> _known = [];
    private volatile bool _mustForget;
    private bool _hasForgotten;

    /// <summary>Forgets with the next packet; from any thread.</summary>
    public void Forget() => _mustForget = true;

    /// <summary>Whether a packet may pass; the first of a connection makes it known.</summary>
    public bool Allows(ReadOnlySpan<byte> packet)
    {
        if (_mustForget)
        {
            _known.Clear();
            (_hasForgotten, _mustForget) = (true, false);
        }

        var header = packet.Length < 40 || packet[0] >> 4 != 4 || packet[9] != Tcp ? 0 : (packet[0] & 0x0f) * 4;
        if (!_hasForgotten || header == 0 || packet.Length < header + 20)
        {
            return true;
        }

        var tcp = packet[header..];
        var (from, to) = (BinaryPrimitives.ReadUInt16BigEndian(tcp), BinaryPrimitives.ReadUInt16BigEndian(tcp[2..]));
        var flow = from < to ? (from, to) : (to, from);
        if ((tcp[13] & (Synchronize | Acknowledge)) == Synchronize)
        {
            _known.Add(flow);
        }

        return _known.Contains(flow);
    }
}
