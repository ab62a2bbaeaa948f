using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.HttpForwarding;

/// <summary>Every name is this machine. Remembers what it was asked for, and whether all that it opened is closed.</summary>
internal sealed class LoopbackOutbound(string tag) : Outbound
{
    private readonly ConcurrentBag<WatchedChannel> _opened = [];

    public override string Tag => tag;

    public ConcurrentQueue<Destination> Dials { get; } = new();

    public DialError? Refusal { get; set; }

    public override async ValueTask<DialResult> ConnectAsync(DialContext context, CancellationToken cancellationToken)
    {
        Dials.Enqueue(context.Destination);
        if (Refusal is { } refusal)
        {
            return DialResult.Failed(refusal);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.Destination.Port), cancellationToken);
        var channel = new WatchedChannel(new SocketChannel(socket.Polled()));
        _opened.Add(channel);
        return DialResult.Connected(channel, null);
    }

    public Task AllClosedAsync() => Task.WhenAll(_opened.Select(c => c.Disposed));

    private sealed class WatchedChannel(DuplexChannel inner) : DuplexChannel
    {
        private readonly TaskCompletionSource _disposed = new();

        public Task Disposed => _disposed.Task;

        public override IPEndPoint? LocalEndPoint => inner.LocalEndPoint;

        public override IPEndPoint? RemoteEndPoint => inner.RemoteEndPoint;

        public override ValueTask WaitToReadAsync() => inner.WaitToReadAsync();

        public override ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer) => inner.ReadAsync(buffer);

        public override ValueTask<ChannelEnd> WriteAsync(ReadOnlyMemory<byte> buffer) => inner.WriteAsync(buffer);

        public override ValueTask<ChannelEnd> CompleteWritesAsync() => inner.CompleteWritesAsync();

        public override void Abort() => inner.Abort();

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            _disposed.TrySetResult();
        }
    }
}
