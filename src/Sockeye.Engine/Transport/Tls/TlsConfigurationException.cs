namespace Sockeye.Engine.Transport.Tls;

/// <summary>The operator's certificate, key or authority cannot be used; the message says which and why.</summary>
public sealed class TlsConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
