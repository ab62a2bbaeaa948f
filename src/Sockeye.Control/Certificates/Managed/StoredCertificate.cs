namespace Sockeye.Control.Certificates.Managed;

/// <summary>The form in which the store keeps a certificate.</summary>
public static class StoredCertificate
{
    /// <summary>The tag of the certificate that inbounds without one of their own serve first.</summary>
    public const string DefaultTag = "default";

    /// <summary>The document's name in the store.</summary>
    public static string DocumentOf(string tag) => $"certificates/{tag}.pem";
}
