using System.Diagnostics.CodeAnalysis;
using Sockeye.Engine.Transport.Tls.OpenSsl;
using Sockeye.Engine.Transport.Tls.SslStreams;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Engine.Transport.Tls;

/// <summary>Chooses the kind of data plane, once at start.</summary>
public static class TlsProviders
{
    /// <summary>Chooses.</summary>
    /// <param name="kind">What was asked for.</param>
    /// <param name="time">The clock by which ticket keys turn.</param>
    /// <param name="reason">Why this one, in one line for the log.</param>
    /// <exception cref="TlsConfigurationException">libssl was asked for and cannot be loaded.</exception>
    public static TlsProvider Select(TlsKind kind, TimeProvider time, out string reason)
    {
        if (kind == TlsKind.SslStream)
        {
            reason = "SslStream was asked for";
            return new SslStreamProvider();
        }

        if (TryOpenSsl(time, out var provider, out var whyNot))
        {
            reason = kind == TlsKind.Auto ? "libssl 3 is installed" : "libssl was asked for";
            return provider;
        }

        if (kind == TlsKind.OpenSsl)
        {
            throw new TlsConfigurationException(
                $"TLS by libssl was asked for, but {whyNot}. Install OpenSSL 3 (Debian: apt install libssl3), or leave the choice to the program.");
        }

        reason = $"no libssl: {whyNot}";
        return new SslStreamProvider();
    }

    private static bool TryOpenSsl(TimeProvider time, [NotNullWhen(true)] out TlsProvider? provider, [NotNullWhen(false)] out string? whyNot)
    {
        provider = OpenSslLibrary.TryLoad(out var version, out whyNot) ? new OpenSslProvider(version, time) : null;
        return provider is not null;
    }
}
