using Sockeye.Core.Net;
using Sockeye.Core.UdpTunnel;

namespace Sockeye.Engine.Udp;

/// <summary>
/// The destination of the datagram before: most go where that went, and its address or name need not be made again.
/// </summary>
internal sealed class PeerMemo
{
    private byte[] _address = [];
    private Destination _destination;

    /// <summary>What the header says; false where nobody can be reached there.</summary>
    public bool TryDestination(in DatagramHeader header, out Destination destination)
    {
        if (_address.Length > 0 && header.Address.SequenceEqual(_address))
        {
            destination = _destination;
            return true;
        }

        if (!header.TryDestination(out destination)) return false;
        if (_address.Length != header.Address.Length) _address = new byte[header.Address.Length];
        header.Address.CopyTo(_address);
        _destination = destination;
        return true;
    }
}
