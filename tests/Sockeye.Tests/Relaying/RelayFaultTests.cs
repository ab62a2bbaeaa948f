using System.Net;
using Sockeye.Engine.Relaying;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Relaying;

public sealed class RelayFaultTests
{
    [Fact]
    public async Task AFaultOfOursInOneDirection_EndsTheOtherAtOnce()
    {
        var registry = new SessionRegistry(new SessionClock(TimeProvider.System));
        var session = registry.Begin("in", new IPEndPoint(IPAddress.Loopback, 1));
        var (client, target) = (new DuplexPair(), new DuplexPair());
        var relay = new Relay(session, client.Near, new FaultyChannel(target.Near), readAhead: null);
        var running = relay.RunAsync().AsTask();

        (await Should.ThrowAsync<InvalidOperationException>(() => running.Limited())).Message.ShouldBe("a fault of ours");
        (await client.Far.ReadToEndAsync().Limited()).End.ShouldBe(ChannelEnd.Reset);
    }

    /// <summary>Its reads throw, which a channel never should.</summary>
    private sealed class FaultyChannel(DuplexChannel inner) : DuplexChannel
    {
        public override IPEndPoint? LocalEndPoint => null;

        public override IPEndPoint? RemoteEndPoint => null;

        public override ValueTask WaitToReadAsync() => default;

        public override ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer) => throw new InvalidOperationException("a fault of ours");

        public override ValueTask<ChannelEnd> WriteAsync(ReadOnlyMemory<byte> buffer) => inner.WriteAsync(buffer);

        public override ValueTask<ChannelEnd> CompleteWritesAsync() => inner.CompleteWritesAsync();

        public override void Abort() => inner.Abort();

        public override ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
