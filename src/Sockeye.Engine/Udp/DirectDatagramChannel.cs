using System.Net;
using System.Net.Sockets;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Udp;

/// <summary>
/// Straight to the targets: names are resolved here, each address passes the guard, and only who was sent to may answer.
/// </summary>
internal sealed class DirectDatagramChannel : SocketDatagramChannel
{
    private readonly NetworkGuard _guard;
    private readonly RecentPeers _peers = new();
    private readonly DatagramNames _names;

    public DirectDatagramChannel(DatagramPort port, NetworkGuard guard, TcpDialer dialer, AssociateContext context)
        : base(port, context.Tally)
    {
        _guard = guard;
        _names = new DatagramNames(dialer, context.FairnessKey, context.Tally, SendToAsync);
    }

    public override ValueTask<bool> SendAsync(Destination peer, ReadOnlyMemory<byte> payload)
    {
        if (peer.Address is { } address) return Send(address, peer.Port, payload);
        if (_names.Find(peer, payload) is { } addresses)
        {
            return addresses.Count == 1 ? Send(addresses[0], peer.Port, payload) : SendToAsync(addresses, peer.Port, payload);
        }

        return new(!Port.IsClosed); // it waits for its address, or was dropped
    }

    public override ValueTask DisposeAsync()
    {
        _names.Dispose();
        return base.DisposeAsync();
    }

    protected override DatagramRead Take(IPEndPoint sender, ReadOnlyMemory<byte> datagram)
    {
        if (_peers.Contains(sender.Address)) return DatagramRead.Of(Destination.FromAddress(sender.Address, (ushort)sender.Port), datagram);
        Tally.Drop(UdpDrop.Stranger);
        return DatagramRead.Dropped;
    }

    /// <summary>Has it wait for the flush. False where the socket is closed.</summary>
    private ValueTask<bool> Send(IPAddress address, ushort toPort, ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty) return SendToAsync([address], toPort, payload);
        if (!_guard.Check(address, toPort).IsAllowed)
        {
            Tally.Drop(UdpDrop.NotAllowed);
            return new(!Port.IsClosed);
        }

        if (!TryAdd(address, toPort, payload.Length, out var room)) return FlushAndSendAsync(address, toPort, payload);
        _peers.Add(address); // in front of the sending: the answer may be quick
        payload.Span.CopyTo(room);
        return new(!Port.IsClosed);
    }

    private async ValueTask<bool> FlushAndSendAsync(IPAddress address, ushort toPort, ReadOnlyMemory<byte> payload) =>
        await FlushAsync() && await Send(address, toPort, payload);

    /// <summary>Sends at once to the first address that is permitted and has a way there. False where the socket is closed.</summary>
    private async ValueTask<bool> SendToAsync(IReadOnlyList<IPAddress> addresses, ushort toPort, ReadOnlyMemory<byte> payload)
    {
        UdpDrop? why = null;
        foreach (var address in addresses)
        {
            why = await TrySendAsync(address, toPort, payload);
            if (why is null) break;
        }

        if (why is { } drop) Tally.Drop(drop);
        return !Port.IsClosed;
    }

    /// <summary>Null where it is on its way, or the socket closed.</summary>
    private async ValueTask<UdpDrop?> TrySendAsync(IPAddress address, ushort toPort, ReadOnlyMemory<byte> payload)
    {
        if (!_guard.Check(address, toPort).IsAllowed) return UdpDrop.NotAllowed;
        _peers.Add(address); // in front of the sending: the answer may be quick
        return await SendAsync(payload, address, toPort) is SocketError.Success or SocketError.OperationAborted ? null : UdpDrop.NotSent;
    }
}
