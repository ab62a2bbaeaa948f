using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates;

/// <summary>A certificate ready for use, and what deserves a look about it.</summary>
/// <param name="Certificate">Leaf with key, and intermediates.</param>
/// <param name="Warnings">One line each: expired, not yet valid.</param>
public sealed record LoadedCertificate(TlsCertificate Certificate, IReadOnlyList<string> Warnings);
