using System.Net;
using Sockeye.Core.Net;

namespace Sockeye.Engine.Udp;

/// <summary>How an inbound serves UDP.</summary>
public sealed record UdpOptions
{
    /// <summary>Inside the client's connection: sing-box's UDP over TCP and gost's command 0xF3.</summary>
    public bool Tunnel { get; init; } = true;

    /// <summary>UDP ASSOCIATE (RFC 1928 section 7), whose datagrams go beside the client's connection and so outside its TLS.</summary>
    public bool Plain { get; init; }

    /// <summary>
    /// The address that clients of the plain form are told, where a NAT stands in front of this machine; null for the
    /// address at which the client reached us.
    /// </summary>
    public IPAddress? Advertise { get; init; }

    /// <summary>The ports of the plain form, for a firewall that opens a range; null for any that is free.</summary>
    public PortRange? Ports { get; init; }
}
