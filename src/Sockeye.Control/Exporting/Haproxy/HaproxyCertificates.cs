using System.Text;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Exporting.Haproxy;

/// <summary>
/// The certificates of inbounds as HAProxy reads them: chain and key in one file, or the key in <c>FILE.key</c>. What lies
/// otherwise is copied beside HAProxy's configuration.
/// </summary>
internal sealed class HaproxyCertificates(string dataDirectory, string directory, ExportNotes notes)
{
    private readonly FileCertificateStore _store = new(dataDirectory);
    private readonly Dictionary<string, ExportedFile> _copies = new(StringComparer.Ordinal);

    /// <summary>The copies that are to be written.</summary>
    public IReadOnlyCollection<ExportedFile> Copies => _copies.Values;

    /// <summary>The files of an inbound's certificates in the order in which it serves them, at least one.</summary>
    /// <exception cref="CertificateException">There is none, or one can't be read.</exception>
    public IReadOnlyList<string> Of(InboundOptions inbound)
    {
        List<string> files = [.. inbound.Tls.Certificates.Select(c => OfFiles(c, inbound.Tag))];
        foreach (var tag in inbound.Tls.Kind == InboundTlsKind.LocalAuthority ? [StoredCertificate.DefaultTag] : inbound.Tls.Acme)
        {
            if (StoredCertificate.TryRead(_store, tag) is { } stored) files.Add(Copy(stored, inbound.Tag, $"of the store ({tag})"));
        }

        var local = LocalAuthority.LeafPathIn(dataDirectory);
        if ((inbound.Tls.Kind == InboundTlsKind.LocalAuthority || files.Count == 0) && File.Exists(local))
        {
            files.Add(Copy(CertificateFiles.Load(local), inbound.Tag, "of the local authority"));
        }

        return files.Count > 0 ? files : throw new CertificateException(
            local, $"the inbound {inbound.Tag} has no certificate yet, and HAProxy needs one; start sockeye serve once, and export then");
    }

    private string OfFiles(CertificateFileOptions files, string tag) =>
        files.Key is null || (files.Key == files.Certificate + ".key" && PemFile.Read(files.Certificate).PrivateKey() is null)
            ? files.Certificate
            : Copy(CertificateFiles.Load(files.Certificate, files.Key), tag, $"in {files.Certificate}, whose key is in another file");

    private string Copy(LoadedCertificate certificate, string tag, string which)
    {
        var path = Path.Combine(directory, tag + ".pem");
        for (var number = 2; _copies.ContainsKey(path); number++)
        {
            path = Path.Combine(directory, $"{tag}-{number}.pem");
        }

        _copies.Add(path, new ExportedFile(path, Encoding.ASCII.GetString(StoredCertificate.Write(certificate.Certificate))));
        notes.Add($"inbounds {tag}", $"{path} is a copy of the certificate {which}: nothing renews it");
        return path;
    }
}
