using Sockeye.Core.Net;

namespace Sockeye.Core.UdpTunnel;

/// <summary>A public format in which datagrams go through a byte stream, each behind a header of its own. Immutable.</summary>
public abstract class DatagramFraming
{
    /// <summary>The longest payload: what a length of 16 bits can say.</summary>
    public const int MaximumPayloadBytes = ushort.MaxValue;

    /// <summary>The longest header that any framing has: one with a name of 255 bytes.</summary>
    public const int MaximumHeaderBytes = 1 + 1 + 255 + 2 + 3;

    /// <summary>sing-box UDP over TCP version 1, and version 2 without a fixed destination.</summary>
    public static DatagramFraming UdpOverTcp { get; } = new UdpOverTcpFraming();

    /// <summary>gost's command 0xF3.</summary>
    public static DatagramFraming UdpTun { get; } = new UdpTunFraming();

    /// <summary>sing-box UDP over TCP version 2 with one destination for all datagrams: only their lengths.</summary>
    public static DatagramFraming Connected { get; } = new ConnectedFraming();

    /// <summary>Whether every frame tells an address; otherwise there is one for all.</summary>
    public virtual bool HasAddresses => true;

    /// <summary>Whether a datagram without a payload can be told from something else.</summary>
    public virtual bool CarriesEmpty => true;

    /// <summary>
    /// Reads the header at the beginning of <paramref name="input"/>, whose payload need not be there yet. Invalid where
    /// nobody can tell where the next frame begins.
    /// </summary>
    public abstract ParseStatus ReadHeader(ReadOnlySpan<byte> input, out DatagramHeader header);

    /// <summary>Writes a header, up to <see cref="MaximumHeaderBytes"/>; gives its length.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="peer">The other side's address.</param>
    /// <param name="payloadBytes">Up to <see cref="MaximumPayloadBytes"/>.</param>
    public abstract int WriteHeader(Span<byte> output, Destination peer, int payloadBytes);
}
