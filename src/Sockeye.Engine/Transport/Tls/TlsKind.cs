namespace Sockeye.Engine.Transport.Tls;

/// <summary>Which kind of TLS to use.</summary>
public enum TlsKind
{
    /// <summary>libssl 3 on Linux where it can be loaded, else SslStream.</summary>
    Auto,

    /// <summary>libssl 3.</summary>
    OpenSsl,

    /// <summary>The platform's SslStream.</summary>
    SslStream,
}
