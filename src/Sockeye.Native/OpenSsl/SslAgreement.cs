namespace Sockeye.Native.OpenSsl;

/// <summary>What a handshake agreed on.</summary>
/// <param name="Protocol">As in <c>TLSv1.3</c>.</param>
/// <param name="CipherSuite">The IANA name.</param>
/// <param name="ApplicationProtocol">The ALPN name, or null.</param>
/// <param name="ServerName">The SNI name as sent (any bytes but NUL), or null.</param>
/// <param name="Resumed">Whether a session was resumed.</param>
public readonly record struct SslAgreement(
    string Protocol, string CipherSuite, string? ApplicationProtocol, string? ServerName, bool Resumed);
