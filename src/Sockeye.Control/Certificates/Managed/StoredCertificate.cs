using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>The form in which the store keeps a certificate: one PEM document with the leaf, its intermediates and the key.</summary>
/// <remarks>One document, because two could be of two different writings.</remarks>
public static class StoredCertificate
{
    /// <summary>The tag of the certificate that inbounds without one of their own serve first.</summary>
    public const string DefaultTag = "default";

    /// <summary>The longest tag: a file's name has room for it everywhere.</summary>
    public const int MaximumTagLength = 64;

    /// <summary>The document's name in the store.</summary>
    public static string DocumentOf(string tag) => $"certificates/{tag}.pem";

    /// <summary>The lock of whoever issues it.</summary>
    public static string LockOf(string tag) => $"certificates/{tag}";

    /// <summary>Whether a tag can name a document: letters, digits, dots, dashes and underscores, and no dot first.</summary>
    public static bool IsTag(string tag) =>
        tag is { Length: > 0 and <= MaximumTagLength } && tag[0] != '.' && tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>Reads a certificate of the store; null where there is none.</summary>
    /// <param name="store">The store.</param>
    /// <param name="tag">The certificate's tag.</param>
    /// <param name="time">The clock for the warnings; the system's where null.</param>
    /// <exception cref="CertificateException">It can't be read or used.</exception>
    public static LoadedCertificate? TryRead(ICertificateStore store, string tag, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.TryRead(DocumentOf(tag)) is { } content ? Parse(DocumentOf(tag), content, time ?? TimeProvider.System) : null;
    }

    /// <summary>The document of a certificate with its key, which must be exportable. It is a secret.</summary>
    public static byte[] Write(TlsCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var text = new StringBuilder();
        foreach (var one in (IEnumerable<X509Certificate2>)[certificate.Leaf, .. certificate.Intermediates])
        {
            text.Append(one.ExportCertificatePem()).Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.Append(PrivateKeyReader.Export(certificate.Leaf)).Append('\n').ToString());
    }

    internal static LoadedCertificate Parse(string document, byte[] content, TimeProvider time)
    {
        var file = PemFile.Parse(document, content);
        return CertificateFiles.Load(file, file, time);
    }
}
