using Microsoft.Extensions.Logging;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Routing;
using Sockeye.Engine.Udp;

namespace Sockeye.Engine.Sessions;

/// <summary>What every session uses, made once by the composition root.</summary>
/// <param name="Authenticator">Names and passwords.</param>
/// <param name="Router">The way out.</param>
/// <param name="Udp">Sockets for datagrams, and places for associations.</param>
/// <param name="HttpRequests">Serves HTTP that is not CONNECT.</param>
/// <param name="AccessLog">A line a session.</param>
/// <param name="Metrics">Counts and times.</param>
/// <param name="Logger">For faults of ours.</param>
public sealed record SessionServices(
    Authenticator Authenticator,
    Router Router,
    UdpBinder Udp,
    IHttpRequestServer HttpRequests,
    IAccessLog AccessLog,
    EngineMetrics Metrics,
    ILogger Logger);
