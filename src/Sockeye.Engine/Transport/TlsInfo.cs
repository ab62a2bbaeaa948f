namespace Sockeye.Engine.Transport;

/// <summary>What a TLS handshake agreed on.</summary>
/// <param name="Protocol">The protocol version, as in <c>TLSv1.3</c>.</param>
/// <param name="CipherSuite">The suite's IANA name, as in <c>TLS_AES_256_GCM_SHA384</c>.</param>
/// <param name="ApplicationProtocol">The ALPN name agreed on, or null.</param>
/// <param name="ServerName">The SNI name the client sent, or null.</param>
/// <param name="Resumed">Whether a session was resumed.</param>
public sealed record TlsInfo(string Protocol, string CipherSuite, string? ApplicationProtocol, string? ServerName, bool Resumed);
