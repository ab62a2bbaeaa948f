using Microsoft.Win32.SafeHandles;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.Hosting;

/// <summary>One session over this process's standard input and output, for ssh's ProxyCommand and the like.</summary>
internal static class BridgeStandardStreams
{
    private const int StandardOutput = 1;

    // A target that has ended gets this long for what standard input still has to say.
    private static readonly SessionTimeouts Timeouts = new() { Idle = Timeout.InfiniteTimeSpan };

    /// <summary>Connects, relays, and returns null where both directions ended in order; else what went wrong, in one line.</summary>
    public static async Task<string?> RunAsync(UpstreamOutbound server, Destination target, CancellationToken cancellationToken)
    {
        var dialed = await server.ConnectAsync(new DialContext(target, BridgeOutbound.Tag), cancellationToken);
        if (!dialed.IsConnected)
        {
            return BridgeFault.Describe(dialed.Error);
        }

        var output = Console.OpenStandardOutput();
        var client = new StreamChannel(Console.OpenStandardInput(), output, () => CloseOutput(output));
        var end = await SingleSession.RunAsync(client, dialed.Channel, Timeouts, TimeProvider.System);
        return end is SessionEndReason.Completed or SessionEndReason.HalfClosedTimeout ? null : $"the connection to {target} broke off: {end}";
    }

    // The stream stands on a duplicate of the descriptor: both must go before a reader sees the end.
    private static void CloseOutput(Stream output)
    {
        output.Dispose();
        if (!OperatingSystem.IsWindows())
        {
            new SafeFileHandle(StandardOutput, ownsHandle: true).Dispose();
        }
    }
}
