using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Native.Posix;

namespace Sockeye.Hosting;

/// <summary>One session over this process's standard input and output, for ssh's ProxyCommand and the like.</summary>
internal static class BridgeStandardStreams
{
    // A target that has ended gets this long for what standard input still has to say.
    private static readonly SessionTimeouts Timeouts = new() { Idle = Timeout.InfiniteTimeSpan };

    /// <summary>Connects, relays, and returns null where both directions ended in order; else what went wrong, in one line.</summary>
    public static async Task<string?> RunAsync(UpstreamOutbound server, Destination target)
    {
        var dialed = await server.ConnectAsync(new DialContext(target, BridgeOutbound.Tag), CancellationToken.None);
        if (!dialed.IsConnected)
        {
            return BridgeFault.Describe(dialed.Error);
        }

        var client = new StreamChannel(Console.OpenStandardInput(), Console.OpenStandardOutput(), StandardOutput.End);
        var end = await SingleSession.RunAsync(client, dialed.Channel, Timeouts, TimeProvider.System);
        return end is SessionEndReason.Completed or SessionEndReason.HalfClosedTimeout ? null : $"the connection to {target} broke off: {end}";
    }
}
