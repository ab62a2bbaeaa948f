using System.Net;
using System.Net.Sockets;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Udp;

/// <summary>
/// The plain form: datagrams with SOCKS5's header on a UDP socket, for as long as the control connection stands
/// (RFC 1928 sections 6 and 7). Serves a client, and speaks to an upstream.
/// </summary>
/// <remarks>
/// A client's datagrams must come from its address; the first valid one tells its port, and from then on no other is
/// listened to: the port that the request declares is wrong behind a NAT.
/// </remarks>
internal sealed class Socks5DatagramChannel : SocketDatagramChannel
{
    private const int ControlBytes = 256;

    private readonly DuplexChannel _control;
    private readonly bool _ownsControl;
    private readonly IPAddress _address;
    private readonly PeerMemo _memo = new();
    private IPEndPoint? _peer;
    private volatile ChannelEnd _end = ChannelEnd.Aborted;

    private Socks5DatagramChannel(DatagramPort port, DuplexChannel control, bool ownsControl, IPAddress address, IPEndPoint? peer, UdpTally tally)
        : base(port, tally)
    {
        (_control, _ownsControl, _address, _peer) = (control, ownsControl, address, peer);
        _ = WatchAsync();
    }

    protected override ChannelEnd End => _end;

    /// <summary>Serves a client.</summary>
    /// <param name="port">Where its datagrams come in.</param>
    /// <param name="control">Its connection, which stays its owner's.</param>
    /// <param name="client">The one address that may send.</param>
    /// <param name="tally">Counts what is dropped.</param>
    public static Socks5DatagramChannel ForClient(DatagramPort port, DuplexChannel control, IPAddress client, UdpTally tally) =>
        new(port, control, ownsControl: false, client, peer: null, tally);

    /// <summary>Speaks to an upstream's relay.</summary>
    /// <param name="port">Where its datagrams come in.</param>
    /// <param name="control">The connection to the upstream, which ends with this.</param>
    /// <param name="relay">BND.ADDR and BND.PORT: nobody else is listened to.</param>
    /// <param name="tally">Counts what is dropped.</param>
    public static Socks5DatagramChannel ToUpstream(DatagramPort port, DuplexChannel control, IPEndPoint relay, UdpTally tally) =>
        new(port, control, ownsControl: true, relay.Address, relay, tally);

    public override ValueTask<bool> SendAsync(Destination peer, ReadOnlyMemory<byte> payload)
    {
        if (_peer is not { } receiver) return new(!Port.IsClosed); // a client that has not said where it is
        Span<byte> header = stackalloc byte[Socks5UdpHeader.MaximumLengthBytes];
        header = header[..Socks5UdpHeader.Write(header, peer)];
        if (!TryAdd(receiver.Address, (ushort)receiver.Port, header.Length + payload.Length, out var room)) return FlushAndSendAsync(peer, payload);
        header.CopyTo(room);
        payload.Span.CopyTo(room[header.Length..]);
        return new(!Port.IsClosed);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_ownsControl) await _control.DisposeAsync();
    }

    protected override DatagramRead Take(IPEndPoint sender, ReadOnlyMemory<byte> datagram)
    {
        if (_peer is { } peer ? !sender.Equals(peer) : !sender.Address.Equals(_address)) return Drop(UdpDrop.Stranger);
        var status = Socks5UdpHeader.Parse(datagram.Span, out var header);
        if (status == Socks5UdpHeaderStatus.Fragment) return Drop(UdpDrop.Fragment);
        if (status != Socks5UdpHeaderStatus.Whole || !_memo.TryDestination(header, out var destination)) return Drop(UdpDrop.Malformed);
        _peer ??= sender;
        return DatagramRead.Of(destination, datagram[header.HeaderBytes..]);
    }

    private async ValueTask<bool> FlushAndSendAsync(Destination peer, ReadOnlyMemory<byte> payload) =>
        await FlushAsync() && await SendAsync(peer, payload);

    private DatagramRead Drop(UdpDrop reason)
    {
        Tally.Drop(reason);
        return DatagramRead.Dropped;
    }

    /// <summary>The control connection carries nothing more; its end is the association's.</summary>
    private async Task WatchAsync()
    {
        var buffer = new byte[ControlBytes];
        TurnMeter turn = default;
        while (true)
        {
            var wait = _control.WaitToReadAsync();
            if (!wait.IsCompleted) turn.Waited();
            await wait;
            var read = await _control.ReadNowAsync(buffer);
            if (read.End != ChannelEnd.None)
            {
                _end = read.End;
                Port.Dispose();
                return;
            }

            if (turn.IsOver(read.Bytes)) await Turn.Yield();
        }
    }
}
