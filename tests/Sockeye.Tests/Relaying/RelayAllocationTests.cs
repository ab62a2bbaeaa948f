using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Engine.Relaying;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets.Polling;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Relaying;

/// <summary>
/// The steady state of a relay over libssl and polling threads allocates nothing: counted on the one thread where all
/// of it happens.
/// </summary>
public sealed class RelayAllocationTests
{
    private static readonly TlsCertificate Certificate = TestCertificates.Issue("localhost");

    [Fact]
    public async Task Messages_ThereAndBack_AllocateNothing()
    {
        await using var relay = await RunningRelay.StartAsync();
        const int Messages = 5_000;
        await relay.ExchangeAsync(Messages, bytes: 64); // the runtime compiles, the pools fill

        (await relay.LeastAllocatedByAsync(() => relay.ExchangeAsync(Messages, bytes: 64))).ShouldBeLessThan(Messages);
    }

    [Fact]
    public async Task Download_OfManyBuffers_AllocatesNothing()
    {
        await using var relay = await RunningRelay.StartAsync();
        const int Pieces = 400;
        const int PieceBytes = 256 * 1024;
        await relay.DownloadAsync(Pieces, PieceBytes);

        (await relay.LeastAllocatedByAsync(() => relay.DownloadAsync(Pieces, PieceBytes))).ShouldBeLessThan(10 * Pieces);
    }

    /// <summary>A TLS client, a relay, and a target, with the relay on a polling thread of their own.</summary>
    private sealed class RunningRelay : IAsyncDisposable
    {
        private readonly PolledSocketSource _source = new(threads: 1);
        private readonly byte[] _buffer = new byte[256 * 1024];
        private DuplexChannel _channel = null!;
        private Task _running = null!;
        private SslStream _client = null!;
        private Socket _target = null!;

        public static async Task<RunningRelay> StartAsync()
        {
            RunningRelay relay = new();
            var (clientAccepted, client) = await Loopback.PairAsync();
            var (targetAccepted, target) = await Loopback.PairAsync();
            targetAccepted.NoDelay = true;
            using var server = Kinds.Provider(Kinds.OpenSsl).CreateServer(new() { Certificates = [Certificate] });
            var accepting = server.AcceptAsync(relay._source.Adopt(clientAccepted), default, TestContext.Current.CancellationToken).AsTask();
            relay._client = new SslStream(new NetworkStream(client, ownsSocket: true), leaveInnerStreamOpen: false);
            relay._target = targetAccepted;
            X509ChainPolicy trust = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CustomTrustStore.Add(TestCertificates.Authority.Certificate);
            await relay._client.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = trust }).Limited();
            var channel = (await accepting.Limited()).Channel.ShouldNotBeNull();
            SocketChannel toTarget = new(relay._source.Adopt(target));
            relay._channel = channel;
            relay.Thread.Post(Continuation.Of(() =>
            {
                var session = new SessionRegistry(new SessionClock(TimeProvider.System)).Begin("in", channel.RemoteEndPoint!);
                relay._running = new Relay(session, channel, toTarget, readAhead: null).RunAsync().AsTask();
            }));
            return relay;
        }

        private PollingThread Thread => _source.LeastLoaded();

        public async Task ExchangeAsync(int messages, int bytes)
        {
            var message = _buffer.AsMemory(0, bytes);
            for (var i = 0; i < messages; i++)
            {
                await _client.WriteAsync(message);
                await ReadFromTargetAsync(bytes);
                await _target.SendAsync(message);
                await _client.ReadExactlyAsync(message);
            }
        }

        public async Task DownloadAsync(int pieces, int bytes)
        {
            var sending = Task.Run(async () =>
            {
                var piece = new byte[bytes];
                for (var i = 0; i < pieces; i++) await SendAllAsync(piece);
            });
            for (var i = 0; i < pieces; i++) await _client.ReadExactlyAsync(_buffer.AsMemory(0, bytes));
            await sending;
        }

        /// <summary>Of three times: when memory is collected a pool may let a buffer go, which is then made again.</summary>
        public async Task<long> LeastAllocatedByAsync(Func<Task> work)
        {
            var least = long.MaxValue;
            for (var i = 0; i < 3; i++)
            {
                var before = await AllocatedAsync();
                await work().Limited();
                least = Math.Min(least, await AllocatedAsync() - before);
            }

            return least;
        }

        public async ValueTask DisposeAsync()
        {
            await _client.DisposeAsync();
            _target.Dispose();
            await _running.Limited();
            await _channel.DisposeAsync();
        }

        private Task<long> AllocatedAsync()
        {
            TaskCompletionSource<long> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Thread.Post(Continuation.Of(() => answer.SetResult(GC.GetAllocatedBytesForCurrentThread())));
            return answer.Task.Limited();
        }

        private async Task ReadFromTargetAsync(int count)
        {
            for (var at = 0; at < count;) at += await _target.ReceiveAsync(_buffer.AsMemory(at, count - at));
        }

        private async Task SendAllAsync(ReadOnlyMemory<byte> bytes)
        {
            while (!bytes.IsEmpty) bytes = bytes[await _target.SendAsync(bytes)..];
        }
    }
}
