using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>
/// Reads a certificate that the operator brings, from PEM files or a PKCS #12 file, and checks chain and key together, so that
/// what goes into the store can be served as it is.
/// </summary>
public static class CertificateImport
{
    /// <summary>Reads and checks. The order of the certificates does not matter; a root is left out.</summary>
    /// <param name="file">PEM (the chain, with or without its key) or PKCS #12.</param>
    /// <param name="keyFile">The key in PEM; null where it stands in <paramref name="file"/>.</param>
    /// <param name="password">Called at most once, and only where something is encrypted.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The certificate, and what deserves a look: not valid yet, an issuer that is missing.</returns>
    /// <exception cref="CertificateException">
    /// A file can't be read, is damaged, can't be decrypted, holds no key or a key that does not fit, or the certificate has expired.
    /// </exception>
    public static LoadedCertificate Read(string file, string? keyFile, Func<string> password, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(time);
        var content = PemFile.ReadBytes(file);
        var (certificates, key) = Pkcs12Reader.IsPkcs12(content) ? ReadPkcs12(file, keyFile, content, password) : ReadPem(file, keyFile, content, password);
        var leaf = LeafOf(certificates, key, file);

        // From here on it is read as the server will read it.
        var ordered = string.Join('\n', ((IEnumerable<X509Certificate2>)[leaf, .. certificates.Where(c => c != leaf)]).Select(c => c.ExportCertificatePem()));
        var loaded = CertificateFiles.Load(PemFile.Parse(file, Encoding.ASCII.GetBytes(ordered)), PemFile.Parse(key.Path, Encoding.ASCII.GetBytes(key.Pem)), time);
        if (time.GetUtcNow() > loaded.Certificate.Leaf.NotAfter)
        {
            throw new CertificateException(file, $"the certificate in {file} expired on {UtcText.Of(new DateTimeOffset(loaded.Certificate.Leaf.NotAfter))}; import one that is valid");
        }

        return loaded with { Warnings = [.. loaded.Warnings, .. ChainWarnings(loaded.Certificate, certificates, file)] };
    }

    private static (List<X509Certificate2> Certificates, ImportedKey Key) ReadPkcs12(string file, string? keyFile, byte[] content, Func<string> password) =>
        keyFile is null
            ? Pkcs12Reader.Read(file, content, password)
            : throw new CertificateException(file, $"{file} is PKCS #12 and has its key in it; leave --key out");

    private static (List<X509Certificate2> Certificates, ImportedKey Key) ReadPem(string file, string? keyFile, byte[] content, Func<string> password)
    {
        var chain = PemFile.Parse(file, content);
        return (CertificateFiles.Certificates(chain), ImportedKey.Read(keyFile is null ? chain : PemFile.Read(keyFile), password));
    }

    private static X509Certificate2 LeafOf(List<X509Certificate2> certificates, ImportedKey key, string file) =>
        certificates.Find(c => c.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.PublicKey))
        ?? throw new CertificateException(key.Path, $"the private key in {key.Path} does not belong to any certificate in {file}");

    private static IEnumerable<string> ChainWarnings(TlsCertificate certificate, List<X509Certificate2> given, string file) =>
        certificate.Leaf.SubjectName.RawData.AsSpan().SequenceEqual(certificate.Leaf.IssuerName.RawData)
            ? [$"the certificate in {file} is signed by itself: each client must be told to trust it"]
        : ChainCompleteness.MissingIssuer(certificate, given) is { } issuer
            ? [$"the chain in {file} ends below \"{issuer}\", which is neither in the file nor among this system's roots: if it is an intermediate, clients can't verify without it; add its certificate and import again"]
        : [];
}
