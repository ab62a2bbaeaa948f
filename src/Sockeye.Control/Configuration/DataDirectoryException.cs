namespace Sockeye.Control.Configuration;

/// <summary>The data directory cannot be used; the message says in one line which, why and what to do.</summary>
public sealed class DataDirectoryException(string message, Exception? inner = null) : Exception(message, inner);
