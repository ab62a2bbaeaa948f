using System.Net;
using System.Net.Sockets;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Importing.Differential.Systems;

/// <summary>The targets and external proxies that both systems reach.</summary>
internal sealed class Surroundings : IAsyncDisposable
{
    private readonly TargetServer _upstream = ExternalProxy.Start(XrayTemplate.UpstreamUser, XrayTemplate.UpstreamPassword);
    private TargetServer? _echoOnIPv6;

    private Surroundings(HttpTarget web)
    {
        Web = web;
        Upstreams = new UpstreamPorts(_upstream.Port, FreePort.Take());
    }

    public UpstreamPorts Upstreams { get; }

    public TargetServer Echo { get; } = Targets.Echo();

    /// <summary>On ::1; without IPv6 the test that asks for it is skipped.</summary>
    public TargetServer EchoOnIPv6
    {
        get
        {
            Assert.SkipUnless(Socket.OSSupportsIPv6, "this machine has no IPv6");
            return _echoOnIPv6 ??= Targets.Echo(IPAddress.IPv6Loopback);
        }
    }

    /// <summary>On 127.0.0.2, which Sockeye's guard keeps closed here.</summary>
    public TargetServer EchoOnPrivateAddress { get; } = Targets.Echo(IPAddress.Parse("127.0.0.2"));

    /// <summary>Answers when the client has ended its side.</summary>
    public TargetServer Digest { get; } = Targets.Digest();

    public UdpEcho UdpEcho { get; } = new();

    public HttpTarget Web { get; }

    /// <summary>Where nothing listens.</summary>
    public int ClosedPort { get; } = FreePort.Take();

    public static async Task<Surroundings> StartAsync() => new(await HttpTarget.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        foreach (var target in new IAsyncDisposable?[] { _upstream, _echoOnIPv6, Echo, EchoOnPrivateAddress, Digest, UdpEcho }.OfType<IAsyncDisposable>())
        {
            await target.DisposeAsync();
        }
    }
}
