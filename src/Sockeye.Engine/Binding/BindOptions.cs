using System.Net;
using Sockeye.Core.Net;

namespace Sockeye.Engine.Binding;

/// <summary>How an inbound serves BIND (RFC 1928 section 4). An inbound without it refuses the command.</summary>
public sealed record BindOptions
{
    /// <summary>
    /// The address that clients are told, where a NAT stands between this machine and the peers; null for the address
    /// at which the client reached us.
    /// </summary>
    public IPAddress? Advertise { get; init; }

    /// <summary>The ports to listen on, for a firewall that opens a range; null for any that is free.</summary>
    public PortRange? Ports { get; init; }

    /// <summary>
    /// How long a port waits for its peer. 60 s: what asked for it (an FTP server, a file transfer of a chat) connects
    /// within seconds, or a person has to press a button first.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
