using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Engine.Transport.Tls;

/// <summary>A server certificate ready for use: leaf with its private key, and the intermediates sent after it.</summary>
/// <param name="Leaf">The leaf; its private key is there and exportable.</param>
/// <param name="Intermediates">The chain without leaf and root, in the order in which it is sent.</param>
public sealed record TlsCertificate(X509Certificate2 Leaf, IReadOnlyList<X509Certificate2> Intermediates);
