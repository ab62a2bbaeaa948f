using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>
/// A long, lossy path on one machine, for kernels without netem: two network namespaces, each with a TUN device, and a
/// thread that carries packets between them with delay, loss and reordering, TCP's own included. Namespaces and devices are
/// gone with it, and with the test process.
/// </summary>
internal sealed class DelayLine : IAsyncDisposable, IHasOutput
{
    private const string ProbeName = "probe";
    private static readonly Lazy<string?> Fault = new(Probe);
    private static readonly IPAddress NearAddress = IPAddress.Parse("10.77.0.1");
    private static readonly IPAddress FarAddress = IPAddress.Parse("10.77.0.2");
    private static readonly IPAddress NearAddress6 = IPAddress.Parse("fd77::1");
    private static readonly IPAddress FarAddress6 = IPAddress.Parse("fd77::2");

    private readonly Stack<IDisposable> _owned = new();
    private readonly FlowMemory _memory = new();
    private PacketPath _outward = null!;
    private PacketPath _homeward = null!;

    private DelayLine(DelayLineOptions options) => Options = options;

    /// <summary>Why this machine has no delay lines; null where it has.</summary>
    public static string? Unavailable => Fault.Value;

    /// <summary>The way it was made.</summary>
    public DelayLineOptions Options { get; }

    /// <summary>Both ways' delay together.</summary>
    public TimeSpan RoundTrip => Options.Delay + (Options.Back ?? Options).Delay;

    /// <summary>Where clients live.</summary>
    public LineEnd Near { get; private set; } = null!;

    /// <summary>Where servers live.</summary>
    public LineEnd Far { get; private set; } = null!;

    /// <summary>Round trips of TCP connections (over IPv4) on it.</summary>
    public TripCounter Trips { get; } = new();

    /// <summary>From near to far.</summary>
    public PathCounters Outward => _outward.Counters;

    /// <summary>From far to near.</summary>
    public PathCounters Homeward => _homeward.Counters;

    /// <summary>How much after its time a packet arrives, on average of the direction that is worse.</summary>
    public TimeSpan Lateness => _outward.Lateness > _homeward.Lateness ? _outward.Lateness : _homeward.Lateness;

    public string Output => $"=== delay line\nnear to far: {Outward}\nfar to near: {Homeward}\nlate by {Lateness.TotalMicroseconds:F0} us";

    /// <summary>Makes a line; skips the test, with the reason, where the machine allows none.</summary>
    public static async Task<DelayLine> StartAsync(DelayLineOptions? options = null)
    {
        Programs.RealProgram.Require("ip");
        if (Unavailable is { } reason)
        {
            Assert.Skip(reason);
        }

        var line = new DelayLine(options ?? new DelayLineOptions());
        try
        {
            await line.BuildAsync();
            return line;
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the path dead in both directions until the value is disposed; what is under way already still arrives.</summary>
    public IDisposable Blackout()
    {
        SetBlackout(true);
        return new BlackoutEnd(this);
    }

    /// <summary>
    /// Drops, from now on, what belongs to TCP connections (over IPv4) that stand: a NAT on the way has lost them. No reset tells either side.
    /// </summary>
    public void ForgetConnections() => _memory.Forget();

    /// <summary>Until nothing has come from either side for two round trips.</summary>
    public async Task UntilQuietAsync()
    {
        var (packets, since) = (-1L, 0L);
        await Poll.UntilAsync(
            () =>
            {
                var now = Outward.Taken + Homeward.Taken;
                (packets, since) = now == packets ? (packets, since) : (now, Stopwatch.GetTimestamp());
                return Stopwatch.GetElapsedTime(since) > 2 * RoundTrip;
            },
            "quiet");
    }

    public ValueTask DisposeAsync()
    {
        while (_owned.TryPop(out var owned))
        {
            owned.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private static string? Probe()
    {
        try
        {
            using var place = NetworkNamespace.Create(ProbeName);
            using var device = place.Run(TunDevice.Open);
            return null;
        }
        catch (NotSupportedException unsupported)
        {
            return unsupported.Message;
        }
    }

    private async Task BuildAsync()
    {
        var near = Own(NetworkNamespace.Create("near"));
        var far = Own(NetworkNamespace.Create("far"));
        var nearDevice = Own(near.Run(TunDevice.Open));
        var farDevice = Own(far.Run(TunDevice.Open));
        _outward = new PacketPath(nearDevice, farDevice, isFromNear: true, _memory, Trips, Options, Options.Seed);
        _homeward = new PacketPath(farDevice, nearDevice, isFromNear: false, _memory, Trips, Options.Back ?? Options, ~Options.Seed);
        Near = await SetUpAsync(near, NearAddress, NearAddress6);
        Far = await SetUpAsync(far, FarAddress, FarAddress6);
        Own(new PacketForwarder((nearDevice, _outward), (farDevice, _homeward)));
    }

    private static async Task<LineEnd> SetUpAsync(NetworkNamespace place, IPAddress address, IPAddress address6)
    {
        var hasIPv6 = Socket.OSSupportsIPv6;

        // The long queue before the device: a burst is dropped by the line, which counts it, and not by the kernel.
        await place.ConfigureAsync($"""
            link set lo up
            link set {TunDevice.Name} txqueuelen 20000 mtu 1500 up
            addr add {address}/24 dev {TunDevice.Name}
            {(hasIPv6 ? $"addr add {address6}/64 dev {TunDevice.Name} nodad" : "")}

            """);
        return new LineEnd(place, address, hasIPv6 ? address6 : null);
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Push(owned);
        return owned;
    }

    private void SetBlackout(bool dead) => _outward.IsBlackedOut = _homeward.IsBlackedOut = dead;

    private sealed class BlackoutEnd(DelayLine line) : IDisposable
    {
        public void Dispose() => line.SetBlackout(false);
    }
}
