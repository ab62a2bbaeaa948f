using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates;

/// <summary>Loads the operator's certificates from PEM files.</summary>
public static class CertificateFiles
{
    // RFC 7633: the features that a server with this certificate must have; there is one that anybody asks for.
    private const string TlsFeature = "1.3.6.1.5.5.7.1.24";

    /// <summary>Loads a chain (leaf first) and its key. A root in the chain is left out: clients have it or don't trust it.</summary>
    /// <param name="certificatePath">The chain.</param>
    /// <param name="keyPath">The key; null where it stands in the same file.</param>
    /// <param name="time">The clock for the warnings; the system's where null.</param>
    /// <exception cref="CertificateException">A file is missing, unreadable, damaged, encrypted, or the two do not belong together.</exception>
    public static LoadedCertificate Load(string certificatePath, string? keyPath = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(certificatePath);
        var certificateFile = PemFile.Read(certificatePath);
        return Load(certificateFile, keyPath is null ? certificateFile : PemFile.Read(keyPath), time ?? TimeProvider.System);
    }

    /// <summary>Loads the authorities of a PEM file, at least one.</summary>
    /// <exception cref="CertificateException">The file is missing, unreadable or damaged, or holds no certificate.</exception>
    public static X509Certificate2Collection LoadAuthorities(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return [.. Certificates(PemFile.Read(path))];
    }

    /// <summary>Reads the authorities of a PEM text, at least one.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="source">Where it is from; messages name it as they name a file.</param>
    /// <exception cref="CertificateException">The text is damaged or holds no certificate.</exception>
    public static X509Certificate2Collection ParseAuthorities(string pem, string source)
    {
        ArgumentNullException.ThrowIfNull(pem);
        ArgumentNullException.ThrowIfNull(source);
        return [.. Certificates(PemFile.Parse(source, Encoding.UTF8.GetBytes(pem)))];
    }

    internal static LoadedCertificate Load(PemFile certificateFile, PemFile keyFile, TimeProvider time)
    {
        var certificates = Certificates(certificateFile);
        var leaf = PrivateKeyReader.Attach(certificates[0], certificateFile.Path, keyFile);
        var certificate = new TlsCertificate(leaf, Chain(certificates));
        return new LoadedCertificate(certificate, Warnings(leaf, certificateFile.Path, time));
    }

    internal static List<X509Certificate2> Certificates(PemFile file)
    {
        var certificates = file.Certificates();
        if (certificates.Count > 0 && !file.IsCutOff)
        {
            return certificates;
        }

        throw new CertificateException(file.Path, file.IsCutOff ? $"{file.Path} is cut off" : $"{file.Path} holds no certificate");
    }

    // Each certifies the one before; what fits nowhere keeps its place at the end (RFC 8446 section 4.4.2 allows it).
    private static List<X509Certificate2> Chain(List<X509Certificate2> certificates)
    {
        var rest = certificates.Skip(1).Where(c => !IsSelfIssued(c) && !c.RawDataMemory.Span.SequenceEqual(certificates[0].RawDataMemory.Span)).ToList();
        var chain = new List<X509Certificate2>();
        for (var below = certificates[0]; rest.Find(c => Issued(c, below)) is { } next; below = next)
        {
            chain.Add(next);
            rest.Remove(next);
        }

        return [.. chain, .. rest];
    }

    private static bool IsSelfIssued(X509Certificate2 certificate) => Issued(certificate, certificate);

    private static bool Issued(X509Certificate2 issuer, X509Certificate2 certificate) =>
        issuer.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static List<string> Warnings(X509Certificate2 leaf, string path, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var (from, until) = (new DateTimeOffset(leaf.NotBefore), new DateTimeOffset(leaf.NotAfter));
        List<string> warnings = now > until ? [$"the certificate in {path} expired on {UtcText.Of(until)}"]
            : now < from ? [$"the certificate in {path} is not valid before {UtcText.Of(from)}"]
            : [];
        if (leaf.Extensions.Any(e => e.Oid?.Value == TlsFeature))
        {
            warnings.Add($"the certificate in {path} asks for a stapled OCSP answer (must-staple), which this server doesn't send: some clients will refuse it");
        }

        return warnings;
    }
}
