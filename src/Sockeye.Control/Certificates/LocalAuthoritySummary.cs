using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Control.Certificates;

/// <summary>The local authority as those see it who are to trust it. Needs no key and no lock.</summary>
/// <param name="File">Its certificate file.</param>
/// <param name="Certificate">Its certificate.</param>
/// <param name="Permitted">The names, those below them, and the addresses that it may certify; nothing else.</param>
/// <param name="Pem">The certificate in PEM.</param>
public sealed record LocalAuthoritySummary(string File, CertificateSummary Certificate, IReadOnlyList<string> Permitted, string Pem)
{
    /// <summary>Reads the authority of a data directory; null where none was made yet.</summary>
    /// <exception cref="CertificateException">Its certificate can't be read, or was not made by this program.</exception>
    public static LocalAuthoritySummary? Find(string dataDirectory)
    {
        ArgumentNullException.ThrowIfNull(dataDirectory);
        var file = LocalAuthority.CertificatePathIn(dataDirectory);
        if (!System.IO.File.Exists(file))
        {
            return null;
        }

        var certificates = CertificateFiles.LoadAuthorities(file);
        try
        {
            var constraints = NameConstraints.TryRead(certificates[0])
                ?? throw new CertificateException(file, $"{file} was not made by this program: its name constraints are others");
            return new LocalAuthoritySummary(
                file,
                CertificateSummary.Of(certificates[0]),
                [.. constraints.Names, .. constraints.Addresses.Select(a => a.ToString())],
                certificates[0].ExportCertificatePem() + "\n");
        }
        finally
        {
            foreach (X509Certificate2 certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }
}
