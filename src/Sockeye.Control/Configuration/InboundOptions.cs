using Sockeye.Core.Net;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Udp;

namespace Sockeye.Control.Configuration;

/// <summary>A port where clients come in.</summary>
public sealed record InboundOptions
{
    /// <summary>The tag where none is given: Xray users know it, and rules need some name.</summary>
    public const string DefaultTag = "socks-in";

    /// <summary>The IANA port of SOCKS.</summary>
    public const ushort DefaultPort = 1080;

    /// <summary>The inbound of a server without configuration.</summary>
    public static InboundOptions Default => new();

    /// <summary>The name that rules, logs and metrics use. Default <c>socks-in</c> (<c>socks-in-2</c> and so on for further inbounds).</summary>
    public string Tag { get; init; } = DefaultTag;

    /// <summary>Where it listens. Default: port 1080 on every address, on both IP versions where IPv6 exists: a proxy is there to be reached.</summary>
    public ListenAddress Listen { get; init; } = new(ListenAddress.Everywhere, DefaultPort);

    /// <summary>What it speaks. Default: both, told apart by the first byte, so that one port serves every client.</summary>
    public InboundProtocols Protocols { get; init; } = InboundProtocols.Socks5 | InboundProtocols.Http;

    /// <summary>Its TLS. Default: the local authority's certificate, so that nothing crosses a network readable.</summary>
    public InboundTlsOptions Tls { get; init; } = InboundTlsOptions.LocalAuthority;

    /// <summary>Whether it may be without TLS off loopback. Default false: SOCKS5 and Basic carry passwords readable.</summary>
    public bool AllowPlaintext { get; init; }

    /// <summary>The peers whose PROXY protocol header is believed and required. Default: none, since anyone else could claim any address.</summary>
    public IReadOnlyList<CidrRange> ProxyProtocolFrom { get; init; } = [];

    /// <summary>How it serves BIND; null (the default) where it refuses it: a listening port for whoever logs in is to be asked for.</summary>
    public BindOptions? Bind { get; init; }

    /// <summary>How it serves UDP. Default: inside the connection, and plain only where the inbound is plain itself and for this machine alone.</summary>
    public UdpOptions Udp { get; init; } = new();

    /// <summary>Where it stands in the file, for faults found later.</summary>
    public ConfigurationPlace Place { get; init; } = new(0, 0, "");
}
