using System.Net;
using Sockeye.Engine.Dialing;

namespace Sockeye.Engine.Outbounds;

/// <summary>What an upstream replied to a request, with the reader that may hold more of it.</summary>
/// <param name="Reader">Behind the reply: the tunnel's bytes, or BIND's second reply.</param>
/// <param name="Bound">BND.ADDR and BND.PORT, where they are an address.</param>
/// <param name="Error">Why not; null on success.</param>
internal readonly record struct Socks5Answer(UpstreamReader Reader, IPEndPoint? Bound, DialError? Error)
{
    /// <summary>What lies behind a success as a tunnel.</summary>
    public ProxyAnswer ToTunnel() => new(Error is null ? Reader.Tunnel() : null, Bound, Error);
}
