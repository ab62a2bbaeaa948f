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
        _names = new DatagramNames(dialer, context.FairnessKey, context.Tally, TrySendNow);
    }

    public override ValueTask<DatagramSend> SendAsync(Destination peer, ReadOnlyMemory<byte> payload)
    {
        if (peer.Address is { } address) return Send(address, peer.Port, payload);
        if (_names.Find(peer, payload) is { } addresses)
        {
            return addresses.Count == 1 ? Send(addresses[0], peer.Port, payload) : SendToAsync(addresses, peer.Port, payload);
        }

        return new(Port.IsClosed ? DatagramSend.Ended : DatagramSend.NotSent); // it waits for its address, or was dropped
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

    /// <summary>Has it wait for the flush.</summary>
    private ValueTask<DatagramSend> Send(IPAddress address, ushort toPort, ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty) return SendToAsync([address], toPort, payload);
        if (!_guard.Check(address, toPort).IsAllowed)
        {
            Tally.Drop(UdpDrop.NotAllowed);
            return new(DatagramSend.NotSent);
        }

        if (!TryAdd(address, toPort, payload.Length, out var room)) return FlushAndSendAsync(address, toPort, payload);
        _peers.Add(address); // in front of the sending: the answer may be quick
        payload.Span.CopyTo(room);
        return new(Port.IsClosed ? DatagramSend.Ended : DatagramSend.Sent);
    }

    private async ValueTask<DatagramSend> FlushAndSendAsync(IPAddress address, ushort toPort, ReadOnlyMemory<byte> payload) =>
        await FlushAsync() ? await Send(address, toPort, payload) : DatagramSend.Ended;

    /// <summary>Sends at once to the first address that is permitted and has a way there, and waits for room.</summary>
    private async ValueTask<DatagramSend> SendToAsync(IReadOnlyList<IPAddress> addresses, ushort toPort, ReadOnlyMemory<byte> payload)
    {
        while (true)
        {
            switch (TrySend(addresses, toPort, payload.Span))
            {
                case SocketError.Success: return DatagramSend.Sent;
                case SocketError.OperationAborted: return DatagramSend.Ended;
                case SocketError.WouldBlock: break;
                default: return DatagramSend.NotSent;
            }

            await Port.WaitToSendAsync();
        }
    }

    /// <summary>Sends what a look-up held up, beside the one who sends otherwise: where there is no room it is lost.</summary>
    private void TrySendNow(IReadOnlyList<IPAddress> addresses, ushort toPort, byte[] payload)
    {
        switch (TrySend(addresses, toPort, payload))
        {
            case SocketError.Success:
                Tally.CountFromClient(1);
                break;
            case SocketError.WouldBlock:
                Tally.Drop(UdpDrop.NotSent);
                break;
        }
    }

    /// <summary>A datagram that cannot go is counted here, save where there is no room or the socket is closed.</summary>
    private SocketError TrySend(IReadOnlyList<IPAddress> addresses, ushort toPort, ReadOnlySpan<byte> payload)
    {
        var drop = UdpDrop.NotAllowed;
        foreach (var address in addresses)
        {
            if (!_guard.Check(address, toPort).IsAllowed) continue;
            _peers.Add(address);
            var error = Port.Send(payload, address, toPort);
            if (error is SocketError.Success or SocketError.OperationAborted or SocketError.WouldBlock) return error;
            drop = UdpDrop.NotSent;
        }

        Tally.Drop(drop);
        return SocketError.AccessDenied;
    }
}
