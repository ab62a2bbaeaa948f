namespace Sockeye.Native.OpenSsl;

/// <summary>The library refused what we gave it (a certificate, a key, a setting); the message names it and the library's reason.</summary>
public sealed class OpenSslException(string message) : Exception(message);
