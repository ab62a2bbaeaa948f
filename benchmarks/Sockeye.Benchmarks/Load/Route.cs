using Sockeye.Benchmarks.Load.Datagrams;

namespace Sockeye.Benchmarks.Load;

/// <summary>How the generator reaches the target through one system; everything is on 127.0.0.1.</summary>
/// <param name="Port">Where it connects.</param>
/// <param name="Socks">The login and the request to send once TLS stands, or null where the port leads to the target by itself.</param>
internal sealed record Route(int Port, SocksRequest? Socks)
{
    /// <summary>How datagrams go, in a run that measures them.</summary>
    public DatagramRoute? Datagrams { get; init; }
}

/// <summary>What is said in SOCKS5.</summary>
/// <param name="User">ASCII; empty where no login is asked for.</param>
/// <param name="Password">ASCII.</param>
/// <param name="TargetPort">The target's plaintext port on 127.0.0.1.</param>
internal sealed record SocksRequest(string User, string Password, int TargetPort);
