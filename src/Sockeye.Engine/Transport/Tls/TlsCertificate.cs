using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Engine.Transport.Tls;

/// <summary>A server certificate ready for use: leaf with its private key, and the intermediates sent after it.</summary>
/// <param name="Leaf">The leaf; its private key is there and exportable.</param>
/// <param name="Intermediates">The chain without leaf and root, in the order in which it is sent.</param>
public sealed record TlsCertificate(X509Certificate2 Leaf, IReadOnlyList<X509Certificate2> Intermediates)
{
    /// <summary>
    /// Whether it stands back: it is never offered for a name that a certificate before it covers, even where its key is of another
    /// kind. Two certificates of one name and two kinds of key are else offered together, for the client to choose.
    /// </summary>
    public bool StandsBack { get; init; }
}
