using System.Buffers;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Engine.Transport.Tls.OpenSsl;

/// <summary>Turns what libssl says about a handshake into <see cref="TlsInfo"/>.</summary>
internal static class AgreementNames
{
    // What a peer sends goes to logs: only what a host name can have.
    private static readonly SearchValues<char> HostNameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    internal static TlsInfo ToInfo(SslAgreement agreement) => new(
        agreement.Protocol,
        agreement.CipherSuite,
        agreement.ApplicationProtocol,
        agreement.ServerName.AsSpan().ContainsAnyExcept(HostNameCharacters) ? null : agreement.ServerName,
        agreement.Resumed);
}
