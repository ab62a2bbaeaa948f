using System.Net;

namespace Sockeye.Control.Configuration;

/// <summary>The listener for <c>/healthz</c>, <c>/readyz</c> and <c>/metrics</c>.</summary>
public sealed record AdminOptions
{
    /// <summary>Where it listens; null for nowhere (<c>"listen": "none"</c>). Default 127.0.0.1:1090: what it tells is for this machine unless the operator says otherwise.</summary>
    public ListenAddress? Listen { get; init; } = new(IPAddress.Loopback, 1090);

    /// <summary>Whether the file names the address, so that it must be had. Default false: two servers on one machine shall not fail for a port nobody asked for.</summary>
    public bool IsChosen { get; init; }
}
