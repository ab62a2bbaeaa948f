using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Certificates of challenges that wait: an authority asks from several places, and each would cost a key.</summary>
internal sealed class TlsAlpnCertificateCache(TimeProvider time)
{
    // The names of an order are a hundred at most with every authority; what is left from older ones goes all at once.
    private const int MaximumEntries = 128;

    private readonly ConcurrentDictionary<string, (string Digest, TlsCertificate Certificate)> _entries = new(StringComparer.Ordinal);

    /// <summary>The certificate of a name and a digest in base64url; null where that is no digest.</summary>
    public TlsCertificate? Get(string name, string digest)
    {
        if (_entries.TryGetValue(name, out var known) && known.Digest == digest)
        {
            return known.Certificate;
        }

        if (!Base64Url.IsValid(digest, out var length) || length != SHA256.HashSizeInBytes)
        {
            return null;
        }

        if (_entries.Count >= MaximumEntries)
        {
            _entries.Clear();
        }

        var certificate = TlsAlpnCertificate.Create(name, Base64Url.DecodeFromChars(digest), time);
        _entries[name] = (digest, certificate);
        return certificate;
    }
}
