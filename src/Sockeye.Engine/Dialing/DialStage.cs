namespace Sockeye.Engine.Dialing;

/// <summary>The stages of an outgoing connection, in the order in which they are passed.</summary>
public enum DialStage
{
    /// <summary>The route and the rules.</summary>
    Route,

    /// <summary>Name resolution.</summary>
    Resolve,

    /// <summary>The guard's check of the addresses that would be dialled.</summary>
    Guard,

    /// <summary>The TCP connection, to the target or to the upstream proxy.</summary>
    Connect,

    /// <summary>The TLS handshake with the upstream proxy.</summary>
    Tls,

    /// <summary>The upstream proxy's greeting and login.</summary>
    ProxyGreeting,

    /// <summary>The request to the upstream proxy, until its answer.</summary>
    ProxyRequest,
}
