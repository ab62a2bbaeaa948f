using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Cli;

/// <summary>Tags of certificates, as they are typed.</summary>
internal static class CertificateTags
{
    /// <summary>The tag, or wrong usage.</summary>
    public static string Checked(string tag) => StoredCertificate.IsTag(tag)
        ? tag
        : throw CliException.Usage($"a certificate's tag has 1 to {StoredCertificate.MaximumTagLength} letters, digits, dots, dashes and underscores, and no dot first");
}
