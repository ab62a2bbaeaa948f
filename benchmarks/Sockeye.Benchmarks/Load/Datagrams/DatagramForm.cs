namespace Sockeye.Benchmarks.Load.Datagrams;

/// <summary>How datagrams reach the target.</summary>
internal enum DatagramForm
{
    /// <summary>By themselves: no proxy.</summary>
    Direct,

    /// <summary>UDP ASSOCIATE: beside the connection, with SOCKS5's header (RFC 1928 section 7).</summary>
    Plain,

    /// <summary>gost's command 0xF3: inside the connection.</summary>
    UdpTun,

    /// <summary>sing-box UDP over TCP, version 1.</summary>
    UdpOverTcp1,

    /// <summary>sing-box UDP over TCP, version 2, an address in each frame.</summary>
    UdpOverTcp2,

    /// <summary>sing-box UDP over TCP, version 2, one address for all.</summary>
    Connected,
}

/// <summary>What a worker needs beside the port, to have datagrams echoed.</summary>
/// <param name="Form">How they travel.</param>
/// <param name="UsesTls">Whether the connection to the proxy is TLS.</param>
/// <param name="TargetPort">The target's port for datagrams on 127.0.0.1.</param>
internal sealed record DatagramRoute(DatagramForm Form, bool UsesTls, int TargetPort);
