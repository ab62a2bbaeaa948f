using System.Net;
using System.Net.Sockets;
using Sockeye.Core.Net;
using Sockeye.Core.Routing;
using Sockeye.Core.Socks5;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Routing;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport.Sockets.Polling;
using Sockeye.Engine.Udp;
using Sockeye.Tests.Dialing;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Udp;

/// <summary>The steady state of a UDP association on polling threads allocates nothing, one datagram at a time or many.</summary>
public sealed class UdpAllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task Datagrams_ThereAndBack_AllocateNothing(int atOnce)
    {
        await using var association = await RunningAssociation.StartAsync();
        const int Rounds = 2_000;
        association.Exchange(Rounds, atOnce); // the runtime compiles, the pools fill

        var least = long.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var before = await association.AllocatedAsync();
            association.Exchange(Rounds, atOnce);
            least = Math.Min(least, await association.AllocatedAsync() - before);
        }

        least.ShouldBeLessThan(Rounds);
    }

    /// <summary>A client of the plain form, a relay on one polling thread, and a target that echoes, all in this process.</summary>
    private sealed class RunningAssociation : IAsyncDisposable
    {
        private const int Bytes = 64;

        private readonly PolledSocketSource _source = new(threads: 1);
        private readonly DuplexPair _control = new();
        private readonly Socket _client = Bound();
        private readonly Socket _target = Bound();
        private readonly SocketAddress _relay = new(AddressFamily.InterNetwork);
        private readonly SocketAddress _sender = new(AddressFamily.InterNetwork);
        private readonly byte[] _datagram = new byte[Socks5UdpHeader.MaximumLengthBytes + Bytes];
        private readonly byte[] _buffer = new byte[64 * 1024];
        private IPEndPoint _relayEndPoint = null!;
        private int _datagramBytes;
        private Task _running = null!;

        public static async Task<RunningAssociation> StartAsync()
        {
            RunningAssociation association = new();
            await association.OnThreadAsync(async () => await association.StartOnThreadAsync());
            association._relayEndPoint.Serialize().Buffer.CopyTo(association._relay.Buffer);
            var target = Destination.FromAddress(IPAddress.Loopback, (ushort)((IPEndPoint)association._target.LocalEndPoint!).Port);
            association._datagramBytes = Socks5UdpHeader.Write(association._datagram, target) + Bytes;
            return association;
        }

        public void Exchange(int rounds, int atOnce)
        {
            for (var round = 0; round < rounds; round++)
            {
                for (var i = 0; i < atOnce; i++) _client.SendTo(_datagram.AsSpan(0, _datagramBytes), SocketFlags.None, _relay);
                for (var i = 0; i < atOnce; i++)
                {
                    var count = _target.ReceiveFrom(_buffer, SocketFlags.None, _sender);
                    _target.SendTo(_buffer.AsSpan(0, count), SocketFlags.None, _sender);
                }

                for (var i = 0; i < atOnce; i++) _client.ReceiveFrom(_buffer, SocketFlags.None, _sender).ShouldBe(_datagramBytes);
            }
        }

        /// <summary>By the relay's thread.</summary>
        public async Task<long> AllocatedAsync()
        {
            long allocated = 0;
            await OnThreadAsync(() =>
            {
                allocated = GC.GetAllocatedBytesForCurrentThread();
                return Task.CompletedTask;
            });
            return allocated;
        }

        public async ValueTask DisposeAsync()
        {
            _control.Near.Abort();
            await _running.Limited();
            _client.Dispose();
            _target.Dispose();
        }

        private async Task StartOnThreadAsync()
        {
            CidrRange.TryParse("127.0.0.0/8", out var loopback).ShouldBeTrue();
            NetworkGuard guard = new(new GuardOptions { AllowPrivateNetworks = [loopback], ProtectedEndPoints = [new(IPAddress.Loopback, 1)] }, new FixedOwnAddresses());
            TcpDialer dialer = new(new DialOptions(), new ScriptedResolver(), TimeProvider.System, _source);
            UdpBinder binder = new(_source);
            DirectOutbound direct = new(dialer, guard, new TcpBinder(_source, guard, TimeProvider.System), binder);
            Router router = new(new RoutingSnapshot(new RouteTable([], "direct"), new OutboundTable([direct])));
            var session = new SessionRegistry(new SessionClock(TimeProvider.System)).Begin("in", (IPEndPoint)_client.LocalEndPoint!);
            session.SignIn(new User { Name = "alice", PasswordHash = "" });
            UdpTally tally = new(new UdpCounters());
            var path = (await direct.AssociateAsync(new AssociateContext("alice", tally, new DialTimings()), CancellationToken.None)).Channel.ShouldNotBeNull();
            var port = binder.Open(IPAddress.Loopback, null, "alice", out _).ShouldNotBeNull();
            _relayEndPoint = port.LocalEndPoint;
            var client = Socks5DatagramChannel.ForClient(port, _control.Far, IPAddress.Loopback, tally);
            UdpRelay relay = new(
                session, client, tally,
                opened =>
                {
                    UdpPaths paths = new(session, router, tally) { Opened = opened };
                    paths.Add(direct, path);
                    return paths;
                },
                () => { });
            _running = relay.RunAsync().AsTask();
        }

        private async Task OnThreadAsync(Func<Task> work)
        {
            TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _source.LeastLoaded().Post(Continuation.Of(() => work().ContinueWith(
                t => { if (t.IsFaulted) done.SetException(t.Exception!.InnerExceptions); else done.SetResult(); },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)));
            await done.Task.Limited();
        }

        private static Socket Bound()
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 10_000 };
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            return socket;
        }
    }
}
