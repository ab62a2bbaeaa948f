using System.Net;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Udp;

/// <summary>
/// Datagrams that wait to be sent together: of one length, to one address, the last perhaps shorter. What a transfer over
/// UDP sends is nearly all of that kind. At rest it owns no buffer.
/// </summary>
internal sealed class DatagramRun
{
    // What one call may carry (UDP_MAX_SEGMENTS of Linux before 6.9), and no more bytes than a datagram may have.
    private const int MaximumDatagrams = 64;
    private const int MaximumBytes = 65_507;
    private const int FirstBytes = 4 * 1024;
    private const int WholeBytes = 64 * 1024;

    private byte[]? _buffer;
    private int _count;
    private bool _isOver;

    /// <summary>Where they go.</summary>
    public IPAddress? Address { get; private set; }

    /// <summary>Its port.</summary>
    public ushort Port { get; private set; }

    /// <summary>How long each is.</summary>
    public int EachBytes { get; private set; }

    /// <summary>Their payloads, one behind the other.</summary>
    public ReadOnlyMemory<byte> Payloads => _buffer.AsMemory(0, UsedBytes);

    private int UsedBytes { get; set; }

    /// <summary>Room for one more, which has at least a byte; false where it does not belong to those that wait, which must be sent first.</summary>
    public bool TryAdd(IPAddress address, ushort port, int bytes, out Span<byte> room)
    {
        room = default;
        if (_count > 0 && (_isOver || bytes > EachBytes || UsedBytes + bytes > MaximumBytes || _count == MaximumDatagrams
            || port != Port || !address.Equals(Address))) return false;
        if (_count == 0) (Address, Port, EachBytes) = (address, port, bytes);
        _isOver = bytes < EachBytes;
        MakeRoom(UsedBytes + bytes);
        room = _buffer.AsSpan(UsedBytes, bytes);
        UsedBytes += bytes;
        _count++;
        return true;
    }

    /// <summary>Whether any waits.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>They are sent, or dropped.</summary>
    public void Clear()
    {
        (_count, UsedBytes, _isOver) = (0, 0, false);
        if (_buffer is not { } buffer) return;
        _buffer = null;
        CountedBufferPool.Return(buffer);
    }

    private void MakeRoom(int bytes)
    {
        if (_buffer?.Length >= bytes) return;
        var larger = CountedBufferPool.Rent(bytes <= FirstBytes ? FirstBytes : Math.Max(WholeBytes, bytes));
        if (_buffer is { } buffer)
        {
            buffer.AsSpan(0, UsedBytes).CopyTo(larger);
            CountedBufferPool.Return(buffer);
        }

        _buffer = larger;
    }
}
