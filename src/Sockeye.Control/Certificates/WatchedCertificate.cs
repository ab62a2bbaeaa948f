using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates;

/// <summary>One pair of files: the certificate in service, and what the files looked like when last seen.</summary>
internal sealed class WatchedCertificate
{
    private readonly CertificateFileOptions _files;
    private readonly TimeProvider _time;
    private string _inService;
    private string _seen;
    private string? _refused;

    /// <summary>Loads the pair; throws <see cref="CertificateException"/> where it cannot be used.</summary>
    public WatchedCertificate(CertificateFileOptions files, TimeProvider time)
    {
        (_files, _time) = (files, time);
        var content = Read();
        var loaded = Parse(content);
        (_seen, Certificate, Warnings) = (Fingerprint(content), loaded.Certificate, loaded.Warnings);
        _inService = _seen;
    }

    public TlsCertificate Certificate { get; private set; }

    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Loads the pair where it has changed. What cannot be used is logged once and changes nothing.</summary>
    public bool Refresh(ILogger logger)
    {
        try
        {
            var content = Read();
            var seen = Fingerprint(content);
            if (seen == _inService)
            {
                (_seen, _refused) = (seen, null);
                return false;
            }

            if (seen == _seen)
            {
                return false;
            }

            // Noted before it is tried: what is bad is tried again only when it changes again.
            _seen = seen;
            Replace(Parse(content), logger);
            return true;
        }
        catch (CertificateException error)
        {
            Refuse(logger, error.Message);
        }

        return false;
    }

    private void Replace(LoadedCertificate loaded, ILogger logger)
    {
        Certificate = loaded.Certificate;
        (_inService, _refused) = (_seen, null);
        CertificateLog.Replaced(logger, _files.Certificate, new DateTimeOffset(Certificate.Leaf.NotAfter));
        foreach (var warning in loaded.Warnings)
        {
            CertificateLog.Questionable(logger, warning);
        }
    }

    private void Refuse(ILogger logger, string reason)
    {
        // A file that is gone has no content to remember; its error is remembered instead.
        var refusal = $"{_seen} {reason}";
        if (refusal != _refused)
        {
            _refused = refusal;
            CertificateLog.ReplacementRefused(logger, _files.Certificate, reason);
        }
    }

    private (byte[] Certificate, byte[]? Key) Read() =>
        (PemFile.ReadBytes(_files.Certificate), _files.Key is null ? null : PemFile.ReadBytes(_files.Key));

    private LoadedCertificate Parse((byte[] Certificate, byte[]? Key) content)
    {
        var certificate = PemFile.Parse(_files.Certificate, content.Certificate);
        return CertificateFiles.Load(certificate, content.Key is null ? certificate : PemFile.Parse(_files.Key!, content.Key), _time);
    }

    private static string Fingerprint((byte[] Certificate, byte[]? Key) content) =>
        Convert.ToHexString(SHA256.HashData(content.Certificate)) + Convert.ToHexString(SHA256.HashData(content.Key ?? []));
}
