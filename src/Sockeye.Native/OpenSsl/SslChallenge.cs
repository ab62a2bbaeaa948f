namespace Sockeye.Native.OpenSsl;

/// <summary>Looks for the answer to an authority's challenge in a ClientHello that offers protocols by ALPN.</summary>
/// <param name="applicationProtocols">The content of the ALPN extension (RFC 7301 section 3.1), not checked.</param>
/// <param name="serverName">The content of the SNI extension (RFC 6066 section 3), not checked; empty where there is none.</param>
/// <returns>The certificate that answers it, or null where this client is no authority that is waited for.</returns>
public delegate SslIdentity? SslChallengeSource(ReadOnlySpan<byte> applicationProtocols, ReadOnlySpan<byte> serverName);

/// <summary>How challenges are answered in the handshake (RFC 8737).</summary>
/// <param name="Protocol">The ALPN name under which authorities ask, which an answer confirms.</param>
/// <param name="Source">Whether there is an answer. Called inside a handshake, on its thread, for every hello with ALPN.</param>
public sealed record SslChallenge(string Protocol, SslChallengeSource Source);
