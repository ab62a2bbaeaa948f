using Sockeye.Control.Configuration;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Hosting;

/// <summary>What <c>connect</c> was asked for.</summary>
/// <param name="Upstream">The server; its observer is set by the composition.</param>
/// <param name="Tls">Which kind of TLS.</param>
/// <param name="Listen">The local port.</param>
/// <param name="Login">The login of the local port, or null: whoever reaches it is in.</param>
internal sealed record BridgeSettings(UpstreamOptions Upstream, TlsKind Tls, ListenAddress Listen, LocalLogin? Login);

/// <summary>A user name and password of the local port.</summary>
/// <param name="UserName">1 to 255 bytes.</param>
/// <param name="Password">1 to 255 bytes.</param>
internal sealed record LocalLogin(string UserName, ReadOnlyMemory<byte> Password)
{
    /// <summary>A secret's type prints as <c>***</c>.</summary>
    public override string ToString() => "***";
}
