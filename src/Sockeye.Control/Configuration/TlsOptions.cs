namespace Sockeye.Control.Configuration;

/// <summary>Which TLS implementation is used, for inbounds and outbounds alike.</summary>
public sealed record TlsOptions
{
    /// <summary>The implementation. Default auto: libssl 3 where it is there, SslStream elsewhere.</summary>
    public TlsProviderChoice Provider { get; init; }
}

/// <summary>A TLS implementation.</summary>
public enum TlsProviderChoice
{
    /// <summary>OpenSSL where libssl 3 is there, else SslStream.</summary>
    Auto,

    /// <summary>libssl 3, called directly; the server refuses to start without it.</summary>
    OpenSsl,

    /// <summary>The platform's SslStream.</summary>
    SslStream,
}
