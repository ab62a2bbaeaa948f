using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates;

/// <summary>
/// The local authority's files. Each is written whole or not at all; <c>ca.key</c> comes first, so that a process killed in
/// between leaves a key from which the certificate is made again.
/// </summary>
internal sealed class LocalAuthorityFiles(string directory)
{
    public string AuthorityCertificate { get; } = Path.Combine(directory, "ca.pem");

    public string AuthorityKey { get; } = Path.Combine(directory, "ca.key");

    /// <summary>Certificate and key in one file: two could be of two different writings.</summary>
    public string Leaf { get; } = Path.Combine(directory, "local.pem");

    /// <summary>The authority's key; made where neither it nor the certificate is there.</summary>
    public ECDsa OpenOrMakeKey()
    {
        if (File.Exists(AuthorityKey))
        {
            return OpenKey();
        }

        if (File.Exists(AuthorityCertificate))
        {
            throw new CertificateException(
                AuthorityKey,
                $"{AuthorityKey} is missing while {AuthorityCertificate} is there; put the key back, or remove ca.pem for a new authority (clients must then trust the new one)");
        }

        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write(AuthorityKey, key.ExportPkcs8PrivateKeyPem() + "\n");
        return key;
    }

    /// <summary>The authority's certificate, or null where it is not there.</summary>
    public X509Certificate2? OpenAuthority(ECDsa key)
    {
        if (!File.Exists(AuthorityCertificate))
        {
            return null;
        }

        var certificate = ReadAuthority();
        using var publicKey = certificate.GetECDsaPublicKey();
        if (publicKey is null || !publicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()))
        {
            throw new CertificateException(
                AuthorityCertificate,
                $"{AuthorityCertificate} and {AuthorityKey} do not belong together; put the right one back, or remove both for a new authority (clients must then trust the new one)");
        }

        return certificate;
    }

    public void WriteAuthority(X509Certificate2 certificate) => Write(AuthorityCertificate, certificate.ExportCertificatePem() + "\n");

    /// <summary>The server's certificate, or null where it is not there.</summary>
    public X509Certificate2? OpenLeaf()
    {
        if (!File.Exists(Leaf))
        {
            return null;
        }

        try
        {
            TightenMode(Leaf);
            return CertificateFiles.Load(Leaf).Certificate.Leaf;
        }
        catch (CertificateException error)
        {
            throw new CertificateException(Leaf, $"{error.Message}; remove {Leaf} to have it made again", error);
        }
    }

    public void WriteLeaf(X509Certificate2 leaf)
    {
        using var key = leaf.GetECDsaPrivateKey()!;
        Write(Leaf, $"{leaf.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    private X509Certificate2 ReadAuthority()
    {
        const string Remedy = "remove it to have it made again from ca.key (clients must then trust the new one)";
        try
        {
            return CertificateFiles.LoadAuthorities(AuthorityCertificate)[0];
        }
        catch (CertificateException error)
        {
            throw new CertificateException(AuthorityCertificate, $"{error.Message}; {Remedy}", error);
        }
    }

    private ECDsa OpenKey()
    {
        const string Remedy = "put the right one back, or remove ca.key and ca.pem for a new authority (clients must then trust the new one)";
        var key = ECDsa.Create();
        try
        {
            TightenMode(AuthorityKey);
            key.ImportFromPem(Encoding.Latin1.GetString(PemFile.ReadBytes(AuthorityKey)));
            key.ExportECPrivateKey();
            return key;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw Damaged(AuthorityKey, Remedy, error);
        }
    }

    private static void TightenMode(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~AtomicFile.OwnerOnly) != 0)
            {
                File.SetUnixFileMode(path, AtomicFile.OwnerOnly);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException(path, $"{path} holds a key and others may read it, and this user may not change that; set its mode to 0600", error);
        }
    }

    private static void Write(string path, string pem)
    {
        try
        {
            AtomicFile.Write(path, Encoding.ASCII.GetBytes(pem));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException(path, $"{path} can't be written: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    private static CertificateException Damaged(string path, string remedy, Exception? inner = null) =>
        new(path, $"{path} is damaged; {remedy}", inner);
}
