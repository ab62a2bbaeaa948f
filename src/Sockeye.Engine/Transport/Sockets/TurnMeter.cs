namespace Sockeye.Engine.Transport.Sockets;

/// <summary>Tells when somebody who reads in a loop has had his turn. Mutable; lives as a local.</summary>
internal struct TurnMeter
{
    // Reads are not free where they give little: a peer that sends a byte in each record has its turns too.
    private const int LeastBytes = Turn.Bytes / 16;

    private int _bytes;

    /// <summary>There was nothing to read: others had the thread meanwhile.</summary>
    public void Waited() => _bytes = 0;

    /// <summary>Counts a read; true where it is time for a <see cref="Turn.Yield"/>.</summary>
    public bool IsOver(int readBytes)
    {
        _bytes += Math.Max(readBytes, LeastBytes);
        if (_bytes < Turn.Bytes) return false;
        _bytes = 0;
        return true;
    }
}
