namespace Sockeye.Control.Certificates.Managed;

/// <summary>
/// Where everything of the certificates that look after themselves is kept: account keys, certificates with their keys, what
/// was tried when, and the answers to challenges that wait. A few small documents under names such as
/// <c>certificates/main.pem</c>. Servers and commands that share a store share all of it: one issues, each can answer for it.
/// </summary>
/// <remarks>The seam for a fleet; today's only kind is a directory (<see cref="FileCertificateStore"/>).</remarks>
public interface ICertificateStore
{
    /// <summary>The document's content, or null where there is none.</summary>
    /// <exception cref="CertificateException">It can't be read, or is longer than any of ours is.</exception>
    byte[]? TryRead(string name);

    /// <summary>Puts a document in place of the one before: readers see the old or the new as a whole, whatever happens meanwhile.</summary>
    /// <exception cref="CertificateException">It can't be written; the old one stands.</exception>
    void Write(string name, ReadOnlySpan<byte> content);

    /// <summary>Removes a document; none is no error.</summary>
    /// <exception cref="CertificateException">It can't be removed.</exception>
    void Delete(string name);

    /// <summary>
    /// Takes a lock over all who share the store, or null where another has it. It is given back by disposing, and by the end
    /// of its process.
    /// </summary>
    IDisposable? TryLock(string name);
}
