using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sockeye.Control.Certificates;

/// <summary>The blocks of a PEM file (RFC 7468 section 2). Text around them is allowed, as <c>openssl</c> writes it.</summary>
internal sealed class PemFile
{
    // A chain with its key has some 10 KB; a system's bundle of authorities some 250.
    private const int MaximumLengthBytes = 4 << 20;

    private PemFile(string path, string text)
    {
        Path = path;
        Text = text;
    }

    public string Path { get; }

    public string Text { get; }

    /// <summary>Reads a file's bytes, or says in one line why not.</summary>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            using var content = new MemoryStream();
            var buffer = new byte[16 << 10];
            for (int read; (read = stream.Read(buffer)) > 0 && content.Length <= MaximumLengthBytes;)
            {
                content.Write(buffer, 0, read);
            }

            return content.Length <= MaximumLengthBytes ? content.ToArray() : throw new CertificateException(path, $"{path} is too long for a PEM file");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CertificateException(path, $"{path} does not exist", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new CertificateException(
                path, Directory.Exists(path) ? $"{path} is a directory, not a PEM file" : $"{path} may not be read by this user", error);
        }
        catch (IOException error)
        {
            throw new CertificateException(path, $"{path} can't be read: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    public static PemFile Parse(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new CertificateException(path, $"{path} is empty");
        }

        if (bytes[0] == 0x30)
        {
            // A DER SEQUENCE: what Windows tools call .cer, .der or .pfx.
            throw new CertificateException(path, $"{path} is binary (DER or PKCS #12); convert it to PEM with openssl");
        }

        return new PemFile(path, Encoding.Latin1.GetString(bytes));
    }

    public static PemFile Read(string path) => Parse(path, ReadBytes(path));

    /// <summary>The certificates in the order of the file.</summary>
    public List<X509Certificate2> Certificates()
    {
        var certificates = new List<X509Certificate2>();
        foreach (var (label, block) in Blocks())
        {
            if (label is not ("CERTIFICATE" or "X509 CERTIFICATE"))
            {
                continue;
            }

            try
            {
                certificates.Add(X509CertificateLoader.LoadCertificate(Convert.FromBase64String(block)));
            }
            catch (Exception error) when (error is CryptographicException or FormatException)
            {
                throw new CertificateException(Path, $"{Path}: certificate {certificates.Count + 1} of the file is damaged", error);
            }
        }

        // A block that is no PEM is passed over by the search; a chain that lost a link must not pass for a whole one.
        if (certificates.Count < Text.Split("-----BEGIN CERTIFICATE-----").Length - 1 && !IsCutOff)
        {
            throw new CertificateException(Path, $"{Path}: certificate {certificates.Count + 1} of the file or one before it is damaged");
        }

        return certificates;
    }

    /// <summary>The label and the PEM text of the first private key, or null where there is none.</summary>
    public (string Label, string Pem)? PrivateKey()
    {
        foreach (var (label, block) in Blocks())
        {
            if (label is "PRIVATE KEY" or "EC PRIVATE KEY" or "RSA PRIVATE KEY" or "ENCRYPTED PRIVATE KEY")
            {
                return (label, new string(PemEncoding.Write(label, DecodeOrThrow(block))));
            }
        }

        return null;
    }

    /// <summary>Whether a key in the old encrypted form stands here, whose headers (RFC 1421) are no PEM of RFC 7468.</summary>
    public bool HasLegacyEncryptedKey => Text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal);

    /// <summary>Whether a block begins that never ends, as in a file that is being written.</summary>
    public bool IsCutOff
    {
        get
        {
            var begin = Text.LastIndexOf("-----BEGIN ", StringComparison.Ordinal);
            return begin >= 0 && Text.IndexOf("-----END ", begin, StringComparison.Ordinal) < 0;
        }
    }

    private byte[] DecodeOrThrow(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException error)
        {
            throw new CertificateException(Path, $"{Path}: the private key is damaged", error);
        }
    }

    private IEnumerable<(string Label, string Base64)> Blocks()
    {
        for (var offset = 0; PemEncoding.TryFind(Text.AsSpan(offset), out var fields);)
        {
            var whole = Text.AsSpan(offset);
            var found = (whole[fields.Label].ToString(), whole[fields.Base64Data].ToString());
            offset += fields.Location.End.Value;
            yield return found;
        }
    }
}
