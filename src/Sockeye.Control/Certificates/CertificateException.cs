namespace Sockeye.Control.Certificates;

/// <summary>A certificate or key file cannot be used; the message says in one line which, why and what to do.</summary>
public sealed class CertificateException(string file, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The file that is at fault.</summary>
    public string File { get; } = file;
}
