namespace Sockeye.FunctionalTests.Testing;

/// <summary>A TLS implementation of the server: the same tests run over each.</summary>
public interface ITlsKind
{
    /// <summary>The word in the configuration.</summary>
    static abstract string Provider { get; }
}

/// <summary>libssl 3.</summary>
public sealed class OpenSsl : ITlsKind
{
    public static string Provider => "openssl";
}

/// <summary>The platform's SslStream.</summary>
public sealed class SslStreamKind : ITlsKind
{
    public static string Provider => "sslstream";
}
