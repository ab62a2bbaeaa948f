namespace Sockeye.Control.Certificates.Managed;

/// <summary>The names of a certificate's documents in the store.</summary>
public static class StoredCertificate
{
    /// <summary>The tag of the certificate that <c>cert import</c> brings where no other is named.</summary>
    public const string Imported = "default";

    /// <summary>Leaf, intermediates and key in one document: two could be of two different writings.</summary>
    public static string Document(string tag) => $"certificates/{tag}.pem";

    /// <summary>What was tried and what comes next.</summary>
    public static string State(string tag) => $"certificates/{tag}.json";

    /// <summary>The lock of whoever issues.</summary>
    public static string Lock(string tag) => $"certificates/{tag}";
}
