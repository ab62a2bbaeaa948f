using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Outbounds;

/// <summary>A protocol in which an upstream is asked for a tunnel. Shared by all its connections.</summary>
internal interface IProxyClient
{
    /// <summary>
    /// Asks over a fresh channel. Never throws for what the upstream does; messages of errors are the ends of a
    /// sentence that begins with the upstream. Ends when the channel is aborted.
    /// </summary>
    /// <param name="channel">The channel.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="timings">Takes the times of the stages.</param>
    /// <param name="reach">The limit for reaching the upstream, lifted once it is reached: from then on it may take its time; or null.</param>
    ValueTask<ProxyAnswer> ConnectAsync(DuplexChannel channel, Destination destination, DialTimings timings, DialLimit? reach = null);
}
