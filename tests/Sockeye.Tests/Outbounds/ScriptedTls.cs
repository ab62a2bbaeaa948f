using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;
using Sockeye.Engine.Transport.Sockets.Polling;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Tests.Outbounds;

/// <summary>A TLS that only remembers what it was asked for: its handshake succeeds at once, or fails with a message.</summary>
internal sealed class ScriptedTls(string? failure = null) : TlsProvider
{
    public List<TlsClientOptions> Created { get; } = [];

    public int Disposed { get; private set; }

    public override string Name => "scripted";

    public override string Version => "0";

    /// <summary>What to wait for before a handshake ends.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    public override SocketSource Sockets => PolledSocketSource.Instance;

    public override TlsServer CreateServer(TlsServerOptions options) => throw new NotSupportedException();

    public override TlsClient CreateClient(TlsClientOptions options)
    {
        Created.Add(options);
        return new Client(this, failure);
    }

    private sealed class Client(ScriptedTls owner, string? failure) : TlsClient
    {
        public override async ValueTask<TlsHandshakeResult> ConnectAsync(SocketPort port, CancellationToken cancellationToken)
        {
            await owner.Gate;
            owner.Disposed.ShouldBe(0);
            if (failure is null)
            {
                return TlsHandshakeResult.Established(new SocketChannel(port));
            }

            port.Dispose();
            return TlsHandshakeResult.Failed(ChannelEnd.ProtocolError, failure);
        }

        protected override void Dispose(bool disposing) => owner.Disposed++;
    }
}
