using System.Net;
using Sockeye.Core.Net;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Engine.Udp;

namespace Sockeye.Engine.Listening;

/// <summary>One way in: where it listens, what it speaks, and whose PROXY header it believes.</summary>
public sealed class Inbound
{
    /// <summary>The tag that rules and the access log use.</summary>
    public required string Tag { get; init; }

    /// <summary>Where it listens; port 0 lets the system choose. <c>[::]</c> is dual-stack.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>What it speaks.</summary>
    public required InboundProtocols Protocols { get; init; }

    /// <summary>TLS, or null for plaintext behind another terminator. Owned by whoever made it.</summary>
    public TlsServer? Tls { get; init; }

    /// <summary>How it serves BIND; null where it refuses the command.</summary>
    public BindOptions? Bind { get; init; }

    /// <summary>How it serves UDP.</summary>
    public UdpOptions Udp { get; init; } = new();

    /// <summary>From these addresses a PROXY header is required; from any other none is looked for.</summary>
    public IReadOnlyList<CidrRange> ProxyProtocolFrom { get; init; } = [];
}
